import socket

import pytest

from tests.tui.cli.command_line import fails


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = fails("serve", "--port", port)
    assert f"The server cannot listen on 127.0.0.1:{port}" in said
    assert "--port" in said


def test_without_its_extra_the_server_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "textual_serve.server", None)
    monkeypatch.delitem(__import__("sys").modules, "tui.serve.server", raising=False)
    assert "In the program's folder: pip install '.[serve]'" in fails("serve")


def test_who_listens_to_the_network_is_told_who_can_rate() -> None:
    said = fails("serve", "--host", "192.0.2.1")  # an address that no computer has
    assert "nobody is asked for a password" in said
