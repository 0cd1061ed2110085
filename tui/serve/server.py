"""The server of textual-serve with a page of our own, that answers only those who may ask."""

import logging
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

__all__ = ["BrowserServer"]

PAGES = Path(__file__).parent / "pages"
TITLE = "movierec-tui"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class BrowserServer(Server):
    """Serves the app to browsers; each page that is opened starts an app of its own.

    Whoever reaches the server rates as you. A page of another site must not: a browser would let it
    open the connection, so requests that name another host or come from another site are refused.
    """

    def __init__(
        self, words: Sequence[str], host: str, port: int, public_url: str | None = None
    ) -> None:
        super().__init__(
            _command(words), host, port, TITLE, public_url, templates_path=PAGES.resolve()
        )
        self._address = public_url
        self._hosts = LOOPBACK | {host} | {_host(public_url)} if host in LOOPBACK else None

    def initialize_logging(self) -> None:
        """Tell what goes wrong, and not each request."""
        logging.basicConfig(level=logging.WARNING, format="%(message)s")

    async def on_startup(self, _: web.Application) -> None:
        """Say where the app is."""
        self.console.print(f"The app is at {self.public_url}. Ctrl+C ends it.", highlight=False)

    @aiohttp_jinja2.template("index.html")
    async def handle_index(self, request: web.Request) -> dict[str, str]:
        """The page: its links lead where the browser asked, or to the public address."""
        self._refuse_strangers(request)
        address = (self._address or f"{request.scheme}://{request.host}").rstrip("/")
        return {
            "title": TITLE,
            "static": f"{address}/static/",
            "websocket": f"ws{address.removeprefix('http')}/ws",
        }

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """The connection of one page with its app."""
        self._refuse_strangers(request)
        response: web.WebSocketResponse = await super().handle_websocket(request)
        return response

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """An exported file. Its name may hold what has a meaning in a header."""
        self._refuse_strangers(request)
        try:
            file = await self.download_manager.get_download_metadata(request.match_info["key"])
        except KeyError:
            raise web.HTTPNotFound(text="This export has been fetched already.") from None
        plain = file.file_name.encode("ascii", "replace").decode().translate(_UNQUOTED)
        file.file_name = f"\"{plain}\"; filename*=UTF-8''{quote(file.file_name, safe='')}"
        response: web.StreamResponse = await super().handle_download(request)
        return response

    def _refuse_strangers(self, request: web.Request) -> None:
        """Raises HTTPForbidden for a host that is not ours, and for pages of other sites."""
        if self._hosts is not None and _host(f"//{request.host}") not in self._hosts:
            raise web.HTTPForbidden(text="This server answers under its own address only.")
        origin = request.headers.get("Origin")
        allowed = {request.host, urlsplit(self._address or "").netloc}
        if origin is not None and urlsplit(origin).netloc not in allowed:
            raise web.HTTPForbidden(text="Another site must not use this app.")


_UNQUOTED = str.maketrans({'"': "_", "\\": "_", "\r": "_", "\n": "_"})


def _command(words: Sequence[str]) -> str:
    """A line for the shell that starts the app with these words."""
    line = [sys.executable, "-m", "tui.cli", *words]
    return subprocess.list2cmdline(line) if sys.platform == "win32" else shlex.join(line)


def _host(url: str | None) -> str:
    return urlsplit(url or "").hostname or ""
