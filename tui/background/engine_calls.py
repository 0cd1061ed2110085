"""The engine calls that parts make in threads.

Each imports what it needs when it is called, in the thread: pandas and torch take a second or two
to load, and the first screen should be painted before.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.files import paths
from engine.model.settings import Settings
from engine.profile.entries import Entry
from engine.profile.errors import ProfileError
from engine.recommend.steering import NO_WISH, Wish

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.exchange.any_csv import Columns
    from engine.exchange.import_session import ImportSession
    from engine.exchange.plan import Plan
    from engine.facts.movie_facts import Facts
    from engine.model.events import TrainingEvent
    from engine.recommend.advice import Advice
    from engine.recommend.asking.parts import Asked
    from engine.recommend.elicitation import Round
    from engine.recommend.personal_model import ModelReady
    from engine.recommend.similarity import Likeness
    from engine.recommend.taste import Portrait
    from engine.recommend.taste_map import TasteMap
    from tui.state.opened import Opened

TOP = 100
Tell = Callable[[int, int], None]
Stop = Callable[[], bool]
Codes = tuple[str, ...]  # of languages


class EngineCalls:
    """The work behind the screens; tests replace it with a quicker one."""

    def __init__(self, facts: str | None = None) -> None:
        """facts: the file of facts to use, or none, in place of those that were fetched."""
        self._facts = facts

    def open_dataset(self, choice: str | None) -> "Opened":
        """Read a data set and its facts, and index its titles; raises DatasetError."""
        from engine.catalogue.sources import open_alone

        return self.with_added(open_alone(choice))

    def with_added(self, alone: "Dataset") -> "Opened":
        """A data set with the movies that are added now, its facts, and its index."""
        from engine.catalogue.added_store import stamp
        from engine.catalogue.widened import with_added_movies
        from engine.facts.finding import find
        from engine.facts.movie_facts import FactsError
        from engine.facts.placeholders import with_labels
        from engine.facts.title_search import title_search
        from engine.recommend.filters import Filters
        from tui.state.opened import Opened

        read_at, dataset = stamp(), with_added_movies(alone)
        facts, trouble = None, ""
        try:
            facts = find(dataset, self._facts)
            dataset = with_labels(dataset, facts)
        except FactsError as error:
            trouble = f"{error} The movies are used without facts."
        dataset.star_histogram(0)  # counts those of all movies, which no key shall wait for
        search, filters = title_search(dataset, facts), Filters(dataset, facts)
        return Opened(dataset, search, facts, trouble, filters, read_at)

    def fetch(self, name: str, on_progress: Tell, should_stop: Stop) -> None:
        """Download a data set; raises DatasetError."""
        from engine.catalogue.fetching import fetch

        fetch(name, on_progress, should_stop)

    def fetch_facts(self, dataset: "Dataset", tell: Tell, stop: Stop, codes: Codes) -> "Facts":
        """Ask Wikidata about the movies; codes: of languages of titles. Raises FactsError."""
        from engine.facts.added_facts import with_added_facts
        from engine.facts.fact_files import read_facts
        from engine.facts.wikidata import fetch_facts

        facts = read_facts(fetch_facts(dataset, tell, stop, languages=codes), dataset)
        return with_added_facts(facts, dataset)

    def fetch_new(self, dataset: "Dataset", tell: Tell, stop: Stop, codes: Codes) -> int:
        """Ask Wikidata for films since the data set ends; how many are new. Raises FactsError."""
        from engine.facts.new_movies import fetch_new

        return fetch_new(dataset, None, tell, stop, languages=codes)

    def load_model(self, opened: "Opened", profile: str) -> "ModelReady | None":
        """Load the model kept for a profile, None if there is none; raises CheckpointError."""
        from engine.model.device import leave_a_core
        from engine.recommend.personal_model import load_model

        leave_a_core()
        return load_model(opened.dataset, profile, opened.facts, opened.first_lists)

    def train(
        self,
        opened: "Opened",
        profile: str,
        entries: Sequence[Entry],
        settings: Settings,
        should_stop: Callable[[], bool],
    ) -> "Iterator[TrainingEvent | ModelReady]":
        """Train with the profile's ratings and the facts; raises CheckpointError."""
        from engine.recommend.personal_model import train_model
        from engine.recommend.rated import rated_in

        rated = rated_in(opened.dataset, entries)
        return train_model(
            opened.dataset, profile, rated, settings, should_stop, opened.facts, opened.first_lists
        )

    def similar(self, opened: "Opened", model: "ModelReady | None", row: int) -> "list[Likeness]":
        """The movies most like the one in a row."""
        return opened.similar.to(row, TOP, model.recommender.predictor.vectors if model else None)

    def questions(
        self,
        opened: "Opened",
        model: "ModelReady | None",
        entries: Sequence[Entry],
        not_seen: Collection[int],
    ) -> "Round":
        """What to ask the person next; not_seen: rows of movies that they have not seen."""
        from engine.recommend.elicitation import next_round

        return next_round(opened.dataset, model.recommender if model else None, entries, not_seen)

    def draw_taste(
        self, opened: "Opened", model: "ModelReady | None", entries: Sequence[Entry]
    ) -> "tuple[Portrait, TasteMap | None]":
        """The portrait of the ratings, and with a model the map of the movies."""
        from engine.recommend.rated import rated_in, seen_in
        from engine.recommend.taste import draw_portrait
        from engine.recommend.taste_map import draw_map

        portrait = draw_portrait(opened.dataset, opened.facts, entries)
        if model is None:
            return portrait, None
        predictor, rated = model.recommender.predictor, rated_in(opened.dataset, entries)
        taste = predictor.fold_in(rated, seen_in(opened.dataset, entries))
        expected = predictor.expect(taste).predictions
        return portrait, draw_map(opened.dataset, predictor.vectors, rated, expected)

    def start_import(
        self,
        opened: "Opened",
        path: Path,
        columns: "Columns | None",
        on_progress: Callable[[int, int], None],
    ) -> "ImportSession":
        """Read a file of another program and find its movies; raises ExchangeError."""
        from engine.exchange.import_session import start_import

        others = opened.facts.other_titles if opened.facts else ()
        return start_import(path, opened.dataset, columns, on_progress, others)

    def finish_import(self, opened: "Opened", profile: str, plan: "Plan") -> int:
        """Carry out a plan; return how many entries changed. Raises ProfileError, AddedError."""
        from engine.exchange.taking_in import take_in
        from engine.profile.store import ProfileStore

        with ProfileStore(paths.profiles_file()) as store:
            person = store.find(profile)
            if person is None:
                raise ProfileError(f"There is no profile {profile} any more: nothing was imported.")
            return take_in(person, opened.dataset, plan)

    def advise(
        self,
        opened: "Opened",
        model: "ModelReady | None",
        entries: Sequence[Entry],
        wish: Wish = NO_WISH,
    ) -> "Advice":
        """Fold the profile in, and rank by the wish, without hidden movies.

        Without a model it needs no torch: what people choose ranks alone.
        """
        lists = model.recommender if model else opened.first_lists
        return lists.advise_on(entries, TOP, wish, opened.filters)

    def read_asked(self, opened: "Opened", line: str) -> "Asked":
        """Read what a line asks for; the first line of a data set takes a second or two."""
        from engine.recommend.filters import Filters

        return (opened.filters or Filters(opened.dataset, opened.facts)).asking.read(line)

    def model_is_kept(self, opened: "Opened", profile: str) -> bool:
        """Whether a model is kept for a profile, which load_model would load."""
        from engine.recommend.first_lists import model_is_kept

        return model_is_kept(opened.dataset, profile)
