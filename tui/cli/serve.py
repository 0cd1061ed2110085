"""movierec-tui serve: the app in a browser."""

import click

from engine.files.problems import UserFacingError
from tui.cli.options import dataset_option, profile_option

HERE = "127.0.0.1"


@click.command(epilog="Example: movierec-tui serve --port 8080")
@dataset_option
@profile_option
@click.option("--host", default=HERE, show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port."
)
@click.option("--public-url", metavar="URL", help="The address browsers use, behind a proxy.")
def serve(
    dataset: str | None, profile: str | None, host: str, port: int, public_url: str | None
) -> None:
    """Show the app in a browser on this computer."""
    try:
        from tui.serve.server import LOOPBACK, BrowserServer
    except ImportError:
        raise click.ClickException(
            "The server is not installed. In the program's folder: pip install '.[serve]'"
        ) from None
    if host not in LOOPBACK:
        click.echo(
            f"Whoever reaches {host}:{port} over the network can see your ratings and rate as you: "
            "nobody is asked for a password.",
            err=True,
        )
    words = [
        *(("--dataset", dataset) if dataset else ()),
        *(("--profile", profile) if profile else ()),
    ]
    try:
        BrowserServer(words, host, port, public_url).serve()
    except OSError as error:
        raise UserFacingError(
            f"The server cannot listen on {host}:{port}: {error.strerror}. "
            "Choose another with --port."
        ) from error
