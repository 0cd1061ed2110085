"""One person's recommendations by a trained model: stars from a fold-in, ranked, with reasons."""

from collections.abc import Collection, Sequence

from engine.catalogue.dataset import Dataset, Floats, Ints
from engine.facts.movie_facts import Facts
from engine.model.architectures.field_model import FieldModel
from engine.model.features import Features
from engine.profile.entries import Entry
from engine.recommend.advice import Advice
from engine.recommend.choice.fact_table import KINDS
from engine.recommend.choice.model import ChoiceModel
from engine.recommend.expected import Expected
from engine.recommend.filters import Filters
from engine.recommend.list_maker import ListMaker
from engine.recommend.model_opinions import ModelOpinions
from engine.recommend.predictor import Predictor
from engine.recommend.rated import Rated
from engine.recommend.steering import NO_WISH, NOTHING_ASKED, Wish


class Recommender:
    """Ranks the movies that a person has not rated by choice and stars, and says why.

    predictor: makes the predictions of stars.
    """

    def __init__(
        self,
        dataset: Dataset,
        model: FieldModel,
        noise: float,
        facts: Facts | None = None,
        choice: ChoiceModel | None = None,
        learned: int = 0,
    ) -> None:
        """noise: the model's mean squared error on ratings that did not train it.

        choice: that of the data set and facts, where it has been fitted; else it is fitted here.
        learned: how many ratings of the person trained the model.
        """
        self.dataset = dataset
        self.predictor = Predictor(dataset, model, noise, learned)
        opinions = ModelOpinions(self.predictor, facts)
        self.choice = choice or ChoiceModel(dataset, facts, lists_in(model.features))
        self._lists = ListMaker(dataset, self.choice, opinions, facts, self.predictor.vectors)

    def scores(self, rated: Rated, expected: Expected) -> Floats:
        """The scores that rank movies, in logits; minus infinity for those rated, [movies]."""
        return self._lists.scores(rated, expected)

    def advise(self, rated: Rated, excluded: Collection[int] = (), top: int = 100) -> Advice:
        """The unrated movies with the highest scores, best first, without the excluded rows."""
        person = self._lists.person("", rated)
        return self._lists.advise([person], excluded, [], NOTHING_ASKED, top)

    def advise_on(
        self,
        entries: Sequence[Entry],
        top: int,
        wish: Wish = NO_WISH,
        filters: Filters | None = None,
    ) -> Advice:
        """The best movies for a profile and its companions, as the wish steers them."""
        return self._lists.advise_on(entries, top, wish, filters)

    def familiarity(self, rows: Ints, rated: Rated) -> Floats:
        """How likely the person is to have seen movies, from 0 to 1, [n]."""
        return self.choice.walk.familiarity(rows, rated.rows)


def lists_in(features: Features) -> dict[str, list[Sequence[str]]]:
    """The ids of each movie's facts that a model has learned from, by kind."""
    values, weights = features.values.numpy(), features.weights.numpy()
    found: dict[str, list[Sequence[str]]] = {}
    for kind in filter(features.has, KINDS):
        slots = (features.slot_fields == features.place_of(kind)).numpy()
        first, names = features.first_of(kind), features.fields[features.place_of(kind)].values
        codes, filled = values[:, slots] - first, weights[:, slots] > 0
        found[kind] = [
            [names[code] for code in row[known].tolist()]
            for row, known in zip(codes, filled, strict=True)
        ]
    return found
