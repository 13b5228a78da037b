"""A small OpenAI-compatible server on loopback that says what a test tells it to, well or badly."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[list[str], str], str]
"""(handles, prompt) -> what the model says."""


@dataclass
class Behaviour:
    """How the server treats a request: status, seconds before each piece, where it breaks off."""

    reply: Reply = lambda handles, prompt: f"It is so [{handles[0]}]."
    status: int = 200
    delay: float = 0.0
    first_delay: float = 0.0
    cut_after: int | None = None
    finish: str | None = "stop"
    prompts: list[str] = field(default_factory=list)


@contextmanager
def chat_server(behaviour: Behaviour) -> Iterator[str]:
    """The base URL of a running server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(behaviour))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(behaviour: Behaviour) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            prompt = "\n".join(str(message["content"]) for message in body["messages"])
            behaviour.prompts.append(prompt)
            if behaviour.status != 200:
                self.send_error(behaviour.status)
                return
            text = behaviour.reply(re.findall(r'<passage handle="([^"]+)">', prompt), prompt)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                self._stream(text)
            except OSError:
                return  # the client went away

        def _stream(self, text: str) -> None:
            time.sleep(behaviour.first_delay)
            pieces = [text[start : start + 3] for start in range(0, len(text), 3)]
            for number, piece in enumerate(pieces):
                if number == behaviour.cut_after:
                    return
                self._send({"content": piece}, None)
                time.sleep(behaviour.delay)
            self._send({}, behaviour.finish)
            self.wfile.write(b"data: [DONE]\n\n")

        def _send(self, delta: dict[str, Any], finish: str | None) -> None:
            event = {
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 0,
                "model": "scripted",
                "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
            }
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
            self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler
