"""The parts of the app: the one table of them."""

from collections.abc import Iterable

from tui.base.part import Context, Part
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
    """Every part by its name; each is made after the parts that it uses."""

    def __init__(self, context: Context) -> None:
        self.recommendations = Recommendations(context)
        self.training = Training(context, self.recommendations)
        self.ratings = Ratings(context, self.recommendations)
        self.search = Search(context)
        self.movies = Movies(context, self.ratings)
        self.questions = Questions(context, self.movies)
        self.steering = Steering(context, self.recommendations)
        self.asking = Asking(context, self.steering)
        session = Session(context, self.ratings, self.recommendations, self.steering, self.training)
        self.datasets = Datasets(context, session)
        self.profiles = Profiles(context, session, self.ratings, self.datasets)
        facts = MovieFacts(context)
        self.imports = Imports(context, self.profiles, session, facts)
        self.exports = Exports(context)
        self.facts = facts
        self.taste = Taste(context)
        self.help = Help(context)

    def all(self) -> Iterable[Part]:
        """The parts, in the order of their commands in the palette."""
        return vars(self).values()

    def named(self) -> dict[str, Part]:
        """The parts, by the names that actions use."""
        return dict(vars(self))
