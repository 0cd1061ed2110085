"""The parts of the app: the one table of them."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from tui.base.part import Context, Part

if TYPE_CHECKING:
    from tui.datasets.part import Datasets
    from tui.exports.part import Exports
    from tui.facts.part import MovieFacts
    from tui.for_you.asking import Asking
    from tui.for_you.part import Recommendations
    from tui.for_you.steering import Steering
    from tui.help.part import Help
    from tui.imports.part import Imports
    from tui.movies.part import Movies
    from tui.profiles.part import Profiles
    from tui.questions.part import Questions
    from tui.rate.part import Ratings
    from tui.rate.search import Search
    from tui.session import Session
    from tui.taste.part import Taste
    from tui.train.part import Training


class Parts:
    """Every part by its name; each is imported and made when it is first asked for.

    The first frame needs three of them, and shall not wait for the others.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    @cached_property
    def recommendations(self) -> "Recommendations":
        """Ranks movies for the person."""
        from tui.for_you.part import Recommendations

        return Recommendations(self._context)

    @cached_property
    def training(self) -> "Training":
        """Trains models."""
        from tui.train.part import Training

        return Training(self._context, self.recommendations)

    @cached_property
    def ratings(self) -> "Ratings":
        """Takes what the person says of movies."""
        from tui.rate.part import Ratings

        return Ratings(self._context, self.recommendations)

    @cached_property
    def search(self) -> "Search":
        """Finds movies by title or person."""
        from tui.rate.search import Search

        return Search(self._context)

    @cached_property
    def movies(self) -> "Movies":
        """Tells about a movie."""
        from tui.movies.part import Movies

        return Movies(self._context, self.ratings)

    @cached_property
    def questions(self) -> "Questions":
        """Asks what to rate next."""
        from tui.questions.part import Questions

        return Questions(self._context, self.movies)

    @cached_property
    def steering(self) -> "Steering":
        """Takes wishes about the recommendations."""
        from tui.for_you.steering import Steering

        return Steering(self._context, self.recommendations)

    @cached_property
    def asking(self) -> "Asking":
        """Takes wishes in words."""
        from tui.for_you.asking import Asking

        return Asking(self._context, self.steering)

    @cached_property
    def _session(self) -> "Session":
        from tui.session import Session

        return Session(
            self._context, self.ratings, self.recommendations, self.steering, self.training
        )

    @cached_property
    def datasets(self) -> "Datasets":
        """Opens and fetches data sets."""
        from tui.datasets.part import Datasets

        return Datasets(self._context, self._session)

    @cached_property
    def profiles(self) -> "Profiles":
        """Opens and changes profiles."""
        from tui.profiles.part import Profiles

        return Profiles(self._context, self._session, self.ratings, self.datasets)

    @cached_property
    def imports(self) -> "Imports":
        """Takes ratings in from files."""
        from tui.imports.part import Imports

        return Imports(self._context, self.profiles, self._session, self.facts)

    @cached_property
    def exports(self) -> "Exports":
        """Writes files for other programs."""
        from tui.exports.part import Exports

        return Exports(self._context)

    @cached_property
    def facts(self) -> "MovieFacts":
        """Fetches facts about movies."""
        from tui.facts.part import MovieFacts

        return MovieFacts(self._context)

    @cached_property
    def taste(self) -> "Taste":
        """Draws the person's taste."""
        from tui.taste.part import Taste

        return Taste(self._context)

    @cached_property
    def help(self) -> "Help":
        """Tells the keys."""
        from tui.help.part import Help

        return Help(self._context)

    def all(self) -> Iterable[Part]:
        """The parts, in the order of their commands in the palette."""
        return self.named().values()

    def named(self) -> dict[str, Part]:
        """The parts, by the names that actions use."""
        return {
            "recommendations": self.recommendations,
            "training": self.training,
            "ratings": self.ratings,
            "search": self.search,
            "movies": self.movies,
            "questions": self.questions,
            "steering": self.steering,
            "asking": self.asking,
            "datasets": self.datasets,
            "profiles": self.profiles,
            "imports": self.imports,
            "exports": self.exports,
            "facts": self.facts,
            "taste": self.taste,
            "help": self.help,
        }
