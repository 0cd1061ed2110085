"""What the command palette offers beside Textual's own commands."""

from collections.abc import Callable, Iterator
from functools import partial

from textual.app import SystemCommand

from tui.screens.welcome import OFFERED

COMMANDS = (
    ("Train", "Learn from your ratings", "train"),
    ("What to rate next", "Movies whose stars would tell most about you", "ask"),
    ("Steer the recommendations", "Years, genres, discoveries, together and so on", "steer"),
    ("Reset the steering", "Ask nothing of the recommendations", "reset_steering"),
    ("Import ratings", "From Letterboxd, IMDb, Trakt, Criticker, any CSV and so on", "import"),
    ("Export recommendations", "As a CSV file", "export"),
    ("Export ratings", "As a CSV file that can be imported again", "export_ratings"),
    ("Export ratings for Letterboxd", "In its import layout", "export_ratings('letterboxd')"),
    ("Export ratings as IMDb does", "For what imports from IMDb", "export_ratings('imdb')"),
    ("Export ratings as JSON", "With all that is known of them", "export_ratings('json')"),
    ("Export watchlist", "As a CSV file that can be imported again", "export_watchlist"),
    ("Export watchlist for Letterboxd", "To import there", "export_watchlist('letterboxd')"),
    ("Export recommendations for Letterboxd", "As a list to import there", "export_picks"),
    (f"Fetch {OFFERED}", "1 MB, newer, with tags and links; then use it", f"fetch('{OFFERED}')"),
    ("Use the bundled movies", "MovieLens small of 2016", "open_dataset('bundled')"),
    ("Profiles", "Rate as somebody else; make, rename, duplicate, delete", "profiles"),
    ("About", "Licence and terms of the data", "about"),
)


def commands(run: Callable[[str], object]) -> Iterator[SystemCommand]:
    """The commands, each of which runs an action of the app."""
    for title, text, action in COMMANDS:
        yield SystemCommand(title, text, partial(run, action))
