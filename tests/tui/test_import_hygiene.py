"""What an import loads, each told by a fresh interpreter."""

import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import engine
import tui
from tests.conftest import write_folder

HEAVY = {"torch", "pandas"}
SCREEN = {"textual", "rich", "click", "tui"}


def loaded_by(code: str, stdin: str = "") -> set[str]:
    """The top-level modules that are loaded after some code."""
    tell = "import json, sys; print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def loaded_by_commands(*commands: list[str], stdin: str = "") -> set[str]:
    """The top-level modules that are loaded after some runs of the command."""
    runs = [f"main({words!r}, standalone_mode=False)" for words in commands]
    return loaded_by("\n".join(["from tui.cli.command import main", *runs]), stdin)


def test_what_a_key_has_changed_waits_less_for_its_frame_than_textual_lets_it() -> None:
    code = "import tui.cli.command, textual.constants; print(textual.constants.MAX_FPS)"
    for wanted, frames in (({}, 120), ({"TEXTUAL_FPS": "30"}, 30)):
        env = {name: value for name, value in os.environ.items() if name != "TEXTUAL_FPS"} | wanted
        told = subprocess.check_output([sys.executable, "-c", code], env=env, text=True)
        assert int(told) == frames


def test_no_screen_and_no_command_imports_what_is_slow_to_import() -> None:
    modules = [name for _, name, _ in pkgutil.walk_packages(tui.__path__, "tui.")]
    assert {"tui.app", "tui.cli.command", "tui.background.runner", "tui.train.screen"} <= set(
        modules
    )
    assert not loaded_by("import " + ", ".join(modules)) & HEAVY


def test_the_first_frame_waits_for_nothing_that_reads_profiles() -> None:
    assert "sqlite3" not in loaded_by("import tui.cli.command, tui.app, tui.rate.screen")


def test_the_command_line_loads_no_screen() -> None:
    assert "textual" not in loaded_by("import tui.cli.command")


def test_the_engine_knows_no_screen() -> None:
    modules = [name for _, name, _ in pkgutil.walk_packages(engine.__path__, "engine.")]
    assert "engine.model.architectures.deepfm" in modules
    loaded = loaded_by("import " + ", ".join(modules))
    assert "torch" in loaded
    assert not loaded & SCREEN


def test_what_needs_no_model_loads_no_torch(tmp_path: Path) -> None:
    small = ["--dataset", str(write_folder(tmp_path / "small"))]
    loaded = loaded_by_commands(
        ["search", "-", *small],
        ["rate", "10", "4.5", *small],
        ["ratings", *small],
        ["data", "list"],
        stdin="matrix\n",
    )
    assert "torch" not in loaded
