"""The verbs that need no model: search, rate and ratings."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.files.times import local_day
from engine.profile.entries import Entry, is_seen_unrated
from tui.cli.layouts import layout_option, refuse_unwritable, write_layout
from tui.cli.options import (
    csv_options,
    dataset_option,
    facts_command,
    facts_option,
    open_data,
    profile_option,
    refuse_to_overwrite,
    usable_facts,
)
from tui.cli.printing import complain, plain, print_rows, telling
from tui.cli.profiles import open_profiles, rated_entries_of, seen_of, wishes_of

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset, Movie
    from engine.exchange.writing import Layout
    from engine.facts.movie_facts import Facts

TITLES_ALONE = "Only titles were searched. To find people, too, fetch facts: "


@click.command(epilog='Example: movierec-tui search "the matrx" --limit 5')
@click.argument("query")
@click.option(
    "--limit", type=click.IntRange(1), default=10, show_default=True, help="How many movies."
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print the query and the movie ids as a JSON line."
)
@facts_option
@dataset_option
@click.option("--profile", metavar="NAME", expose_value=False, help="Has no effect here.")
def search(query: str, limit: int, as_json: bool, facts: str | None, dataset: str | None) -> None:
    """Find movies by title, the best match first: movie id, title, year, genres.

    If QUERY is the name of a director or an actor, their movies follow, each with the part they
    had. That needs facts: movierec-tui data facts.

    If QUERY is -, read a query from each line of standard input, and answer it at once with a
    JSON line.
    """
    from engine.facts.title_search import title_search

    opened = open_data(dataset)
    opened, known = usable_facts(opened, facts)
    titles = title_search(opened, known)
    if query == "-" or as_json:
        lines = (line.rstrip("\r\n") for line in sys.stdin)
        for asked in lines if query == "-" else [query]:
            ids = [int(opened.movie_ids[row]) for row in titles.search(asked, limit)]
            click.echo(json.dumps({"query": asked, "movie_ids": ids}))
        return
    movies = [opened.movie(row) for row in titles.search(query, limit)]
    people = _people_lines(opened, known, query, limit) if known else []
    if movies:
        print_rows(("Movie", "Title", "Year", "Genres"), map(_cells, movies))
    elif not people:
        complain(f"No title in {opened.name} is like {query!r}. Try fewer words.")
    if people:
        print_rows(("Movie", "Title", "Year", "Genres", "Part"), people)
    if not known:
        complain(TITLES_ALONE + facts_command(opened))


def _people_lines(
    dataset: "Dataset", facts: "Facts", query: str, limit: int
) -> list[tuple[object, ...]]:
    """The movies of the people with a name, at most limit of each, and what they did in them."""
    from engine.facts.people import People

    return [
        (*_cells(dataset.movie(row)), f"{part} {person.name}")
        for person in People(facts, dataset.rating_counts, dataset.twins).search(query)
        for part, row in [
            *(("directed by", row) for row in person.directed),
            *(("with", row) for row in person.played_in),
        ][:limit]
    ]


def _cells(movie: "Movie") -> tuple[object, ...]:
    return movie.movie_id, movie.title, movie.year or "", "|".join(movie.genres)


# An added movie's id begins with a dash, as an option does.
@click.command(
    epilog="Example: movierec-tui rate 6 4.5", context_settings={"ignore_unknown_options": True}
)
@click.argument("movie_id", type=int)
@click.argument("stars", type=float)
@dataset_option
@profile_option
def rate(movie_id: int, stars: float, dataset: str | None, profile: str) -> None:
    """Give a movie 0.5 to 5 STARS, in half stars; 0 removes its rating."""
    from engine.profile.in_dataset import ProfileInDataset

    opened = open_data(dataset)
    row = opened.row_of(movie_id)
    if row is None:
        raise click.ClickException(
            f"Movie {movie_id} is not in {opened.name}. Find its id with: movierec-tui search TITLE"
        )
    with open_profiles() as store:
        person = ProfileInDataset(store.open(profile), opened)
        if stars:
            person.rate(movie_id, stars)
        else:
            person.clear(movie_id)
    with telling("The rating was saved"):
        click.echo(f"{plain(opened.movie(row).titled)}: {_said(stars)}")


def _said(stars: float) -> str:
    if not stars:
        return "no rating"
    return "1 star" if stars == 1 else f"{stars:g} stars"


@click.command(epilog="Example: movierec-tui ratings --csv mine.csv --layout letterboxd")
@csv_options
@layout_option
@click.option(
    "--watchlist",
    is_flag=True,
    help="Your watchlist instead of your ratings. To import a letterboxd or imdb file here again, "
    "put watchlist into its name.",
)
@click.option("--seen", is_flag=True, help="Movies that you have seen and not rated.")
@dataset_option
@profile_option
def ratings(
    csv: Path | None,
    force: bool,
    bom: bool,
    layout: "Layout | None",
    watchlist: bool,
    seen: bool,
    dataset: str | None,
    profile: str,
) -> None:
    """Print your ratings, the oldest first: movie id, title, year, stars, day."""
    refuse_unwritable(csv, layout, bom)
    refuse_to_overwrite(csv, force)
    opened = open_data(dataset)
    if watchlist and seen:
        raise click.UsageError("Name one list: --watchlist or --seen.")
    if watchlist or seen:
        entries = (wishes_of if watchlist else seen_of)(profile, opened)
    else:
        entries = _rated_of(profile, opened)
    if csv is None:
        print_rows(("Movie", "Title", "Year", "Stars", "Rated on"), _rating_rows(opened, entries))
    else:
        write_layout(csv, opened, entries, layout or "own", force, bom)


def _rated_of(profile: str, dataset: "Dataset") -> list[Entry]:
    """The ratings; what was seen besides is counted on stderr."""
    entries = rated_entries_of(profile, dataset)[1]
    rated = [entry for entry in entries if entry.stars is not None]
    seen = sum(map(is_seen_unrated, entries))
    if seen:
        complain(f"{seen:,} seen and not rated: --seen lists them.")
    return rated


def _rating_rows(dataset: "Dataset", entries: Sequence[Entry]) -> Iterable[tuple[object, ...]]:
    for entry in entries:
        row = dataset.row_of(entry.movie_id)
        movie = None if row is None else dataset.movie(row)
        about = (movie.title, movie.year or "") if movie else ("", "")
        day = local_day(entry.rated_at) if entry.rated_at else ""
        yield entry.movie_id, *about, "" if entry.stars is None else entry.stars, day
