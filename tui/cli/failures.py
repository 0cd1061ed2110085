"""How the command line fails: in sentences, with exit code 1, the traceback in the log file."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from engine.files import paths
from engine.files.problems import UserFacingError
from tui.cli.printing import plain
from tui.log import error_log


class Verbs(click.Group):
    """A group of verbs, none of which ends in a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; turn any error into a ClickException, which click prints."""
        try:
            with stopping("Stopped before it was done."):
                return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            raise click.ClickException(plain(_sentence(error))) from error


@contextmanager
def stopping(sentence: str) -> Iterator[None]:
    """Answer Ctrl-C with a sentence."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise click.ClickException(sentence) from error


def _sentence(error: Exception) -> str:
    if isinstance(error, UserFacingError):
        return str(error)
    if isinstance(error, FileExistsError):
        return f"{error} exists already. Use --force to overwrite it, or name another file."
    error_log.keep(error)
    return (
        f"Something unexpected went wrong ({type(error).__name__}: {error}). "
        f"Details: {paths.log_file()}"
    )
