"""The settings: defaults < yigai.toml < YIGAI_* < arguments; the only place that reads the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

CONFIG_FILE = "yigai.toml"


class InvalidSettings(ValueError):  # noqa: N818  named like the contract's other errors
    """A setting cannot be used; the message names it and says where it may come from."""


class Settings(BaseSettings):
    """What a user may set: `port = 80` in yigai.toml, YIGAI_PORT=80 in the environment, or --port 80.

    `embedder`, `reranker` and `llm` name a model (None: the embedded encoder, no second reading, the extractive
    answer); `llm_timeout` is in seconds; `passage_size` in Han characters; `auth` is "user:password", needed on
    every route.
    """

    model_config = SettingsConfigDict(
        env_prefix="YIGAI_", env_ignore_empty=True, extra="forbid", frozen=True, toml_file=CONFIG_FILE
    )

    index: Path = Path("yigai-index")
    embedder: str | None = None
    reranker: str | None = None
    llm: str | None = None
    llm_base_url: str | None = None
    llm_api_key: SecretStr | None = None
    llm_timeout: float = Field(60.0, gt=0, le=3600)
    k: int | None = Field(None, ge=1, le=100)
    passage_size: int | None = Field(None, ge=40, le=4000)
    host: str = "127.0.0.1"
    port: int = Field(7860, ge=0, le=65535)
    auth: SecretStr | None = None

    @field_validator("auth")
    @classmethod
    def _auth_is_a_pair(cls, auth: SecretStr | None) -> SecretStr | None:
        if auth is not None:
            user, colon, password = auth.get_secret_value().partition(":")
            if not (user and colon and password):
                raise ValueError('must be "user:password"')
        return auth

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments over environment over yigai.toml; no .env file and no secrets folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def credentials(self) -> tuple[str, str] | None:
        """User name and password of the page, where they are set."""
        if self.auth is None:
            return None
        user, _, password = self.auth.get_secret_value().partition(":")
        return user, password


def load_settings(**arguments: Any) -> Settings:
    """The settings in force; an argument that is None leaves its setting to the other sources.

    Raises InvalidSettings with one line that names what is wrong and where it may stand.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise InvalidSettings("; ".join(_explain(detail) for detail in error.errors())) from error
    except (ValueError, OSError) as error:  # a yigai.toml that is not TOML, or that may not be read
        raise InvalidSettings(f"{CONFIG_FILE} cannot be read ({error}); mend it or move it away") from error


def _explain(detail: Any) -> str:
    name = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        known = ", ".join(Settings.model_fields)
        return f"{CONFIG_FILE} has an unknown setting {name!r}; known are {known}"
    reason = detail["msg"].removeprefix("Value error, ")
    option = "-k" if name == "k" else f"--{name.replace('_', '-')}"
    return (
        f"the setting {name} cannot be used: {reason}; mend {option}, YIGAI_{name.upper()} or {CONFIG_FILE}"
    )


def debugging() -> bool:
    """Whether errors shall show where they come from; asked even where the settings themselves are wrong."""
    return os.environ.get("YIGAI_DEBUG", "").lower() in {"1", "true", "yes", "on"}
