"""A server on loopback that speaks OpenAI's chat completions, or does so badly."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple


def chunk(text: object, finish: str | None = None, **beside: str) -> bytes:
    """A piece of a reply: its content, and what its delta has ``beside`` it."""
    delta = {"content": text, **beside} if text else beside
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return event(
        {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "m",
            "choices": [choice],
        }
    )


class Refusal(NamedTuple):
    """A status, and the reason for it."""

    status: int
    reason: str
    param: str | None = None
    code: str | None = None


class Page(NamedTuple):
    """A status, and a body of any shape."""

    status: int
    body: object


def event(body: object) -> bytes:
    """One event of a stream, whatever it holds."""
    return f"data: {json.dumps(body)}\n\n".encode()


HANG, DROP = object(), object()
SAYS = (chunk("It is "), chunk("hot [1]."), chunk(None, "stop"), b"data: [DONE]\n\n")


class Server(ThreadingHTTPServer):
    """Plays its ``acts`` one after the other, the last one for ever; remembers what was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.acts = [SAYS]
        self.requests = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request, client_address):
        """Clients that went away are no news."""


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = self.server
        act = server.acts[min(len(server.requests), len(server.acts) - 1)]
        server.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        if isinstance(act, int):
            act = Refusal(act, "no")
        if isinstance(act, Refusal):
            said = {"message": act.reason, "param": act.param, "code": act.code}
            act = Page(act.status, {"error": said})
        if isinstance(act, Page):
            page = isinstance(act.body, str)
            self.send_response(act.status)
            self.send_header("retry-after-ms", "1")
            self.send_header("Content-Type", "text/html" if page else "application/json")
            self.end_headers()
            self.wfile.write((act.body if page else json.dumps(act.body)).encode())
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        if DROP in act:
            self.send_header("Content-Length", "1000000")
        self.end_headers()
        for piece in act:
            if piece is DROP:
                return
            if piece is HANG:
                server.over.wait(30)
                return
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, *_):
        """Says nothing."""


def says(text: str) -> tuple[bytes, ...]:
    """A whole reply."""
    return (chunk(text), chunk(None, "stop"), b"data: [DONE]\n\n")


@contextmanager
def serving() -> Iterator[Server]:
    """A server that runs."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
