"""The options that steer recommendations, and how their values are read."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from engine.recommend.steering import (
    ADDED,
    GROUPS,
    MOST_DISCOVERY,
    MOST_VARIETY,
    Companion,
    Steering,
    Wish,
)
from tui.cli.asking import ask_option, tell_ways_out, with_words
from tui.cli.options import facts_command
from tui.cli.printing import complain, plain
from tui.cli.profiles import open_profiles
from tui.cli.span import Span

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.recommend.advice import Advice
    from engine.recommend.filters import Filters

Verb = TypeVar("Verb", bound=Callable[..., None])

_NEAR = 70  # of 100: a typing error or two, or a beginning
_SHOWN = 20  # names, where none is near


_GROUPS = {group.replace(" ", "-"): group for group in GROUPS}
_OPTIONS = (
    ask_option,
    click.option(
        "--discover",
        type=click.IntRange(-MOST_DISCOVERY, MOST_DISCOVERY),
        default=0,
        help="From -3 (safe bets that everybody knows) to 3 (discoveries).",
    ),
    click.option(
        "--varied",
        type=click.IntRange(0, MOST_VARIETY),
        default=0,
        help="From 0 (whatever is best) to 3 (as unlike each other as possible).",
    ),
    click.option(
        "--years", type=Span(), default=(None, None), help="Years, such as 1990-1999 or 1990-."
    ),
    click.option("--genre", multiple=True, help="Only movies of this genre, or of one of several."),
    click.option("--no-genre", multiple=True, help="No movies of this genre."),
    click.option("--runtime", type=Span(), default=(None, None), help="Minutes, such as 80-120."),
    click.option("--language", multiple=True, help="Only in this language, or in one of several."),
    click.option(
        "--country", multiple=True, help="Only from this country, or from one of several."
    ),
    click.option(
        "--least-ratings",
        type=click.IntRange(0),
        default=0,
        help="Only movies with this many ratings in the data set, or more.",
    ),
    click.option(
        "--watchlist",
        type=click.Choice(["only", "none"]),
        help="Only movies on your watchlist, or none of them.",
    ),
    click.option(
        "--added",
        type=click.Choice(ADDED),
        default="some",
        help="Of the movies beside the data set's own: one in five, one in two, none, or all.",
    ),
    click.option("--with", "companions", multiple=True, help="A profile that watches with you."),
    click.option(
        "--group",
        type=click.Choice(list(_GROUPS)),
        default="least-misery",
        help="With companions: the least happy of you counts, or all count equally.",
    ),
)


def steering_options(verb: Verb) -> Verb:
    """Add the steering options to a verb; the wishes that the app remembers do not count."""
    for option in reversed(_OPTIONS):
        verb = option(verb)
    return verb


def wish_of(dataset: "Dataset", filters: "Filters", *, aside: bool, **asked: Any) -> Wish:
    """The wish that the options express; raises ClickException for an unknown name.

    What is said in words is told as it was understood; aside: on stderr.
    """
    catalogue = filters.catalogue
    companions = tuple(_companion(name, dataset) for name in asked["companions"])
    (first_year, last_year), (shortest, longest) = asked["years"], asked["runtime"]
    steering = Steering(
        discovery=asked["discover"],
        variety=asked["varied"],
        first_year=first_year,
        last_year=last_year,
        wanted_genres=_known(asked["genre"], catalogue.genres, "genre", dataset),
        unwanted_genres=_known(asked["no_genre"], catalogue.genres, "genre", dataset),
        shortest=shortest,
        longest=longest,
        languages=_known(asked["language"], catalogue.languages, "language", dataset),
        countries=_known(asked["country"], catalogue.countries, "country", dataset),
        least_ratings=asked["least_ratings"],
        watchlist=asked["watchlist"] or "any",
        added=asked["added"],
        companions=tuple(companion.name for companion in companions),
        group=_GROUPS[asked["group"]],
    )
    if (shortest, longest) != (None, None) and not catalogue.has_runtimes:
        raise click.ClickException(_without_facts("runtime", dataset))
    return with_words(
        Wish(steering, companions), filters.asking, asked["ask"], dataset, aside=aside
    )


def tell_hidden(advice: "Advice", wish: Wish) -> None:
    """Say on stderr what the filters hid, and which companions do not count."""
    if advice.hidden:
        parts = ", ".join(f"{count:,} {what}" for what, count in advice.hidden)
        complain(f"Hidden: {parts}; {advice.hidden_count:,} movies in total.")
    for name, _ in wish.companions:
        if name not in advice.people:
            complain(f"{name} has rated no movie of this data set and does not count.")
    tell_ways_out(advice)


def _known(
    names: Sequence[str], known: Sequence[str], kind: str, dataset: "Dataset"
) -> tuple[str, ...]:
    by_key = {name.casefold(): name for name in known}
    for name in names:
        if not known:
            raise click.ClickException(_without_facts(kind, dataset))
        if name.casefold() not in by_key:
            raise click.ClickException(
                plain(f"No movie here has the {kind} {name}. {_choices(name, known)}")
            )
    return tuple(by_key[name.casefold()] for name in names)


def _without_facts(kind: str, dataset: "Dataset") -> str:
    return (
        f"Nothing is known here about any movie's {kind}. "
        f"Fetch the facts with: {facts_command(dataset)}"
    )


def _choices(name: str, known: Sequence[str]) -> str:
    """Up to three names that are near this one; where none is, the names that there are."""
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        name,
        known,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        score_cutoff=_NEAR,
        limit=3,
    )
    if found:
        return f"Similar: {', '.join(each for each, *_ in found)}"
    if not known:
        return "There is none yet."
    more = f" and {len(known) - _SHOWN:,} more" if len(known) > _SHOWN else ""
    return f"Name one of these: {', '.join(known[:_SHOWN])}{more}"


def _companion(name: str, dataset: "Dataset") -> Companion:
    from engine.profile.in_dataset import ProfileInDataset

    with open_profiles() as store:
        person = store.find(name)
        if person is None:
            choices = _choices(name, store.names())
            raise click.ClickException(plain(f"There is no profile {name}. {choices}"))
        return Companion(person.name, list(ProfileInDataset(person, dataset).entries().values()))
