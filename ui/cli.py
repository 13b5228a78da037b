"""The command line: yigai index | ask | search | articles | remove | eval | serve."""

from __future__ import annotations

import os
import sys
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from ui.cli_ask import ask, search
from ui.options import Embedder, IndexFolder, Json, Llm, Reranker, settings_of
from ui.problem import WRONG_USE, NoSuchArticle, explain, one_line

# Everything else is imported inside the commands: `yigai --help` answers in a third of a second.
SETTINGS_HELP = """
Each setting may stand in yigai.toml, in the environment (YIGAI_INDEX, YIGAI_EMBEDDER, YIGAI_RERANKER, YIGAI_LLM,
YIGAI_LLM_BASE_URL, YIGAI_LLM_API_KEY, YIGAI_LLM_TIMEOUT, YIGAI_K, YIGAI_PASSAGE_SIZE, YIGAI_HOST, YIGAI_PORT,
YIGAI_AUTH) or be an option; the later wins. YIGAI_DEBUG=1 shows where an error comes from.
Exit codes: 0 fine, 1 some files were refused, 2 wrong use, 3 trouble with the index.
"""

app = typer.Typer(
    name="yigai",
    help="Ask Chinese and English articles; every sentence of the answer is proven by its passage.",
    epilog=SETTINGS_HELP.strip().replace("\n", " "),
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def _common(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
    index: IndexFolder = None,
) -> None:
    context.obj = index
    if version:
        sys.stdout.write(metadata.version("yigai") + "\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")
        raise typer.Exit(WRONG_USE)


@app.command("index")
def index_articles(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(help="A folder of articles, or one file.")],
    watch: Annotated[bool, typer.Option("--watch", help="Go on and follow the folder's changes.")] = False,
    passage_size: Annotated[
        int | None, typer.Option(help="Han characters in a passage, for a new index [default: 320].")
    ] = None,
    embedder: Embedder = None,
    as_json: Json = False,
    index: IndexFolder = None,
) -> None:
    """Read articles into the index.

    What has not changed since the last time is not computed again.
    """
    from ui.indexing import follow, snapshot, sync
    from ui.opening import open_index

    settings = settings_of(context, index, passage_size=passage_size, embedder=embedder)
    with open_index(settings, create=True) as collection:
        seen = snapshot(path) if watch else None
        report = sync(collection, path, as_json=as_json)
        if seen is not None:
            follow(collection, path, seen, as_json=as_json)
    raise typer.Exit(1 if report.refused else 0)


app.command()(ask)
app.command()(search)


@app.command("articles")
def list_articles(
    context: typer.Context,
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]...", help="Only these articles.")] = None,
    ledger: Annotated[
        bool, typer.Option("--ledger", help="Also what was done to each while it was read.")
    ] = False,
    as_json: Json = False,
    index: IndexFolder = None,
) -> None:
    """List the articles of the index."""
    from ui import forms, terminal
    from ui.opening import open_index

    with open_index(settings_of(context, index)) as collection:
        articles = [article for article in collection.articles() if not ids or article.id in ids]
    unknown = sorted(set(ids or []) - {article.id for article in articles})
    if unknown:
        raise NoSuchArticle(unknown[0])
    if as_json:
        terminal.print_json([forms.article_to_dict(article, ledger=ledger) for article in articles])
    else:
        terminal.print_articles(articles, ledger=ledger)


@app.command()
def remove(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="The articles to remove.")],
    index: IndexFolder = None,
) -> None:
    """Remove articles from the index.

    Each stays away until its file changes.
    """
    from ui.opening import open_index

    with open_index(settings_of(context, index)) as collection:
        known = {article.id for article in collection.articles()}
        for identifier in ids:
            if identifier not in known:
                raise NoSuchArticle(identifier)
            collection.remove(identifier)
            sys.stdout.write(f"removed {identifier}\n")


@app.command("eval")
def evaluate_questions(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Questions with known answers, one JSON object a line.")],
    llm: Llm = None,
    reranker: Reranker = None,
    as_json: Json = False,
    index: IndexFolder = None,
) -> None:
    """Measure answers against known ones."""
    from qa.evaluate import evaluate, read_questions
    from ui import terminal
    from ui.opening import open_assistant
    from ui.progress import counted, progress_bar

    settings = settings_of(context, index, llm=llm, reranker=reranker)
    questions = read_questions(file)
    with open_assistant(settings) as assistant, progress_bar("asking") as progress:
        figures = evaluate(assistant, counted(questions, progress)).to_dict()
    if as_json:
        terminal.print_json(figures)
    else:
        terminal.print_figures(figures)


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str | None, typer.Option(help="The address to listen on [default: 127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(help="The port, 0 for any free one [default: 7860].")] = None,
    auth: Annotated[str | None, typer.Option(help="user:password that every route then needs.")] = None,
    llm: Llm = None,
    reranker: Reranker = None,
    index: IndexFolder = None,
) -> None:
    """Serve the page and the REST interface."""
    from ui.serve import serve as run_server

    settings = settings_of(context, index, host=host, port=port, auth=auth, llm=llm, reranker=reranker)
    run_server(settings)


def main() -> None:
    """The entry point `yigai`: one clear line for every error, quiet on Ctrl-C and on a closed pipe."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = app(standalone_mode=False, prog_name="yigai")
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone (`yigai articles | head`): nothing is left to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except KeyboardInterrupt:
        code = 130
    except Exception as error:  # the last place that can turn an error into a line
        code = _tell(error)
    sys.exit(code)


def _tell(error: Exception) -> int:
    """One line on standard error, and the exit code."""
    from ui.settings import debugging

    if debugging():
        raise error
    if isinstance(error, TyperException):
        sys.stderr.write(f"yigai: {error.format_message()} (see `yigai --help`)\n")
        return WRONG_USE
    problem = explain(error)
    if problem is None:
        line = (
            f"{type(error).__name__}: {one_line(error)}; this is a fault of yigai: YIGAI_DEBUG=1 shows where"
        )
        sys.stderr.write(f"yigai: {line}\n")
        return WRONG_USE
    sys.stderr.write(f"yigai: {problem.detail}\n")
    return problem.exit_code


if __name__ == "__main__":
    main()
