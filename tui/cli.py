"""The movierec-tui command: the app by default, and verbs that need no screen."""

import io
import sys

import click

from engine import paths
from tui import error_log
from tui.cli_data import data
from tui.cli_doctor import doctor
from tui.cli_evaluate import evaluate
from tui.cli_import import import_
from tui.cli_models import recommend, train
from tui.cli_movies import rate, ratings, search
from tui.cli_options import dataset_option, profile_option
from tui.failures import Verbs
from tui.printing import complain
from tui.settings import Settings

FIRST_PROFILE = "me"


@click.group(
    cls=Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: movierec-tui --profile ann",
)
@dataset_option
@profile_option
@click.version_option(package_name="movierec-tui", prog_name="movierec-tui")
@click.pass_context
def main(ctx: click.Context, dataset: str | None, profile: str | None) -> None:
    """Learn your taste in movies. Without a command, start the app."""
    if ctx.invoked_subcommand is None:
        _run_app(ctx, dataset, profile)
        return
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # not every encoding has a title's letters
    if ctx.invoked_subcommand == doctor.name:  # leaves no trace, and tells of the settings itself
        return
    error_log.started(ctx.invoked_subcommand)
    settings = Settings(paths.settings_file())
    if settings.trouble:
        complain(settings.trouble)
    if dataset is None:
        dataset = settings.text("dataset")
    if profile is None:
        profile = settings.text("profile") or FIRST_PROFILE
    ctx.default_map = {
        **{name: {"dataset": dataset, "profile": profile} for name in main.commands},
        "data": {"path": {"name": dataset}, "facts": {"dataset": dataset}},
    }


for verb in (train, recommend, rate, ratings, import_, search, evaluate, data, doctor):
    main.add_command(verb)


def _run_app(ctx: click.Context, dataset: str | None, profile: str | None) -> None:
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise click.ClickException(
            "The app needs a terminal to draw on. For scripts there are: movierec-tui --help"
        )
    from tui.app import MovieRecApp

    app = MovieRecApp(dataset=dataset, profile=profile)
    app.run()
    ctx.exit(app.return_code or 0)


if __name__ == "__main__":
    main()
