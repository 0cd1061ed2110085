"""The movierec-tui command: the app by default, and verbs that need no screen."""

import io
import os
import sys
from collections import UserDict
from pkgutil import resolve_name
from typing import Any

import click

from engine.files import paths
from tui.cli.ending import run_app
from tui.cli.failures import Verbs
from tui.cli.options import dataset_option, facts_option, profile_option
from tui.cli.printing import complain
from tui.log import error_log
from tui.settings import Settings

FIRST_PROFILE = "me"
VERBS = {
    "train": "tui.cli.models:train",
    "recommend": "tui.cli.models:recommend",
    "rate": "tui.cli.movies:rate",
    "ratings": "tui.cli.movies:ratings",
    "import": "tui.cli.import_:import_",
    "search": "tui.cli.movies:search",
    "evaluate": "tui.cli.evaluate:evaluate",
    "data": "tui.cli.data:data",
    "doctor": "tui.cli.doctor:doctor",
    "serve": "tui.cli.serve:serve",
}


class _Imported(UserDict[str, Any]):
    """The verbs by name; each is imported when it is used, so that the app starts without them."""

    def __getitem__(self, name: str) -> click.Command:
        verb: click.Command = resolve_name(super().__getitem__(name))
        return verb


@click.group(
    cls=Verbs,
    commands=_Imported(VERBS),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: movierec-tui --profile ann",
)
@dataset_option
@profile_option
@facts_option
@click.version_option(package_name="movierec-tui", prog_name="movierec-tui")
@click.pass_context
def main(ctx: click.Context, dataset: str | None, profile: str | None, facts: str | None) -> None:
    """Learn your taste in movies. Without a command, start the app."""
    if ctx.invoked_subcommand is None:
        _run_app(ctx, dataset, profile, facts)
        return
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # not every encoding has all characters of titles
    if ctx.invoked_subcommand == "doctor":  # it leaves no trace, and checks the settings itself
        return
    error_log.started(ctx.invoked_subcommand)
    settings = Settings(paths.settings_file())
    if settings.trouble:
        complain(settings.trouble)
    asked = {"dataset": dataset, "profile": profile}
    if dataset is None:
        dataset = settings.text("dataset")
    if profile is None:
        profile = settings.text("profile") or FIRST_PROFILE
    languages = settings.text("languages") or ""
    ctx.default_map = {
        **{
            name: {"dataset": dataset, "profile": profile, "facts": facts} for name in main.commands
        },
        "data": {
            "path": {"name": dataset},
            "facts": {"dataset": dataset, "languages": languages},
            "new": {"dataset": dataset, "languages": languages},
        },
        "serve": asked,  # the app itself knows what was used last
    }


def _run_app(
    ctx: click.Context, dataset: str | None, profile: str | None, facts: str | None
) -> None:
    is_terminal = all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    if not is_terminal and "TEXTUAL_DRIVER" not in os.environ:  # a browser is one, too
        raise click.ClickException(
            "The app needs a terminal to draw on. Scripts can use commands: movierec-tui --help"
        )
    from tui.app import MovieRecApp
    from tui.background.engine_calls import EngineCalls

    app = MovieRecApp(dataset, profile, EngineCalls(facts))
    run_app(app)
    for sentence in app.parts.ratings.unsaved:
        complain(sentence)
    ctx.exit(app.return_code or 0)


if __name__ == "__main__":
    main()
