"""A server on this computer that a test tells how to misbehave."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Deed = Callable[["Handler"], None]


class Server(ThreadingHTTPServer):
    """Answers every request with its deed, until it has ended."""

    daemon_threads = True

    def __init__(self, deed: Deed) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.deed = deed
        self.ended = threading.Event()
        self.sent = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.rfile.read(length)
        with suppress(OSError):  # whoever asked has gone
            self.server.deed(self)

    do_POST = do_GET  # noqa: N815 (the library's name)

    def begin(self, status: int = 200, **headers: str) -> None:
        """Send the head; Content_Length stands for Content-Length."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, block: bytes) -> None:
        """Send a block of the body."""
        self.wfile.write(block)
        self.server.sent += len(block)

    def send_for_ever(self, block: bytes, pause: float = 0) -> None:
        """Send a block again and again until the test is over."""
        while not self.server.ended.wait(pause):
            self.send(block)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def misbehaving(deed: Deed) -> Iterator[Server]:
    """A server that misbehaves as long as the context lasts."""
    with Server(deed) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()
            thread.join()
