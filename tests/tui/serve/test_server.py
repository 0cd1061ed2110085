"""The server alone, with a command that is no app: who is answered, and with what."""

from collections.abc import AsyncIterator
from typing import cast

import pytest
from aiohttp import WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from textual_serve.app_service import AppService

from tui.serve.server import BrowserServer

Client = TestClient[Request, Application]


async def _client(server: BrowserServer) -> AsyncIterator[Client]:
    async with TestClient(TestServer(await server._make_app())) as client:
        yield client


@pytest.fixture
def server() -> BrowserServer:
    return BrowserServer([], "127.0.0.1", 8000)


@pytest.fixture
async def client(server: BrowserServer) -> AsyncIterator[Client]:
    async for client in _client(server):
        yield client


@pytest.fixture
async def proxied() -> AsyncIterator[Client]:
    server = BrowserServer([], "127.0.0.1", 8000, "https://films.example/me/")
    async for client in _client(server):
        yield client


async def test_the_page_leads_to_the_address_that_the_browser_asked(client: Client) -> None:
    page = await (await client.get("/")).text()
    assert f'data-session-websocket-url="ws://127.0.0.1:{client.port}/ws"' in page
    asked = await client.get("/", headers={"Host": "localhost:9"})
    assert 'data-session-websocket-url="ws://localhost:9/ws"' in await asked.text()


async def test_behind_a_proxy_the_page_leads_to_the_public_address(proxied: Client) -> None:
    page = await (await proxied.get("/", headers={"Host": "films.example"})).text()
    assert 'data-session-websocket-url="wss://films.example/me/ws"' in page


async def test_the_page_asks_no_other_computer_for_anything(client: Client) -> None:
    page = await (await client.get("/")).text()
    here = f"http://127.0.0.1:{client.port}/static/"
    assert "http" not in page.replace(here, "").replace('"ws://127.0.0.1', "")
    for file in ("css/xterm.css", "js/textual.js", "fonts/RobotoMono-VariableFont_wght.ttf"):
        assert file in page
        assert (await client.get(f"/static/{file}")).status == 200


async def test_a_page_of_another_site_gets_no_connection(client: Client) -> None:
    with pytest.raises(WSServerHandshakeError) as refused:
        await client.ws_connect("/ws", headers={"Origin": "https://evil.example"})
    assert refused.value.status == 403


async def test_a_name_that_leads_here_but_is_not_ours_is_refused(client: Client) -> None:
    for path in ("/", "/ws", "/download/x"):
        assert (await client.get(path, headers={"Host": "evil.example"})).status == 403


async def test_a_file_comes_under_its_own_name_whatever_signs_it_has(
    server: BrowserServer, client: Client
) -> None:
    name = 'so, "what"; Amélie.csv'
    await server.download_manager.create_download(
        app_service=cast(AppService, _Gone()),
        delivery_key="k",
        file_name=name,
        open_method="download",
        mime_type="text/csv",
    )
    answer = await client.get("/download/k")
    assert answer.content_disposition is not None
    assert answer.content_disposition.filename == name
    assert (await client.get("/download/k")).status == 404


class _Gone:
    """An app that has ended, and so sends nothing."""

    async def send_meta(self, data: object) -> bool:
        return False
