"""What the movies of a data set can be asked for: their genres, nations, people and so on."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt

from engine.catalogue.dataset import Dataset
from engine.catalogue.folding import fold
from engine.facts.movie_facts import SETTINGS, Facts
from engine.recommend.asking import words
from engine.recommend.asking.names import Names
from engine.recommend.asking.nations import ALSO_COUNTRIES, ALSO_LANGUAGES, ALSO_NATIONS, NATIONS
from engine.recommend.asking.parts import Term
from engine.recommend.asking.stems import stems
from engine.recommend.asking.surnames import KNOWN_BY_SURNAME, Surnames
from engine.recommend.asking.times import LAST, span_of

Mask = npt.NDArray[np.bool_]

SURNAME_TO_SUBJECT = 4  # movies of a surname for each of a subject of that name
PEOPLE = {"director": ("directors",), "cast": ("cast",), "person": ("directors", "cast")}


class Vocabulary:
    """The names of a data set's movies by kind, of those in asking.parts.

    Each kind is indexed when it is first asked for.
    """

    def __init__(self, dataset: Dataset, facts: Facts | None) -> None:
        self._dataset = dataset
        self._facts = facts
        self._names: dict[str, Names] = {}
        self._surnames: dict[str, Surnames] = {}

    @cached_property
    def newest(self) -> int:
        """The last year of a movie; LAST if none has one."""
        return int(self._dataset.years.max(initial=0)) or LAST

    def has(self, kind: str) -> bool:
        """Whether any movie has a name of a kind."""
        if kind == "runtime":
            return self._facts is not None and bool(np.isfinite(self._facts.runtimes).any())
        return kind in ("years", "fame") or bool(self.names(kind))

    def names(self, kind: str) -> Names:
        """The names of a kind."""
        if kind not in self._names:
            self._names[kind] = self._named(kind)
        return self._names[kind]

    def find(self, kind: str, text: str, *, led: bool) -> Term | None:
        """The name that a text is; led: a word before it has told that a name comes."""
        name = self._whole(kind, text, led=led)
        if name is None and kind in PEOPLE:
            name = self._surnamed(kind).find(text, any_fame=led)
        return Term(kind, name) if name else None

    def _whole(self, kind: str, text: str, *, led: bool) -> str | None:
        """The whole name that a text is; one word is seldom the whole name of somebody."""
        name = self.names(kind).find(text)
        if name is None or kind not in PEOPLE or led or " " in text:
            return name
        return name if len(self.names(kind).rows(name)) >= KNOWN_BY_SURNAME else None

    def anything(self, text: str) -> Term | None:
        """The name, of whatever kind, that a text is where nothing tells the kind.

        What may be a place, a subject or a surname is what most movies have; a surname has to be
        that of far more.
        """
        for kind in words.CLEAR_KINDS:
            if name := self._whole(kind, text, led=False):
                return Term(kind, name)
        vague = (self.find(kind, text, led=False) for kind in words.VAGUE_KINDS)
        found = [term for term in vague if term is not None]
        return max(found, key=self._weight, default=None)

    def near(self, kind: str, text: str, *, led: bool) -> Term | None:
        """The name that a text nearly is."""
        name = self.names(kind).near(text)
        if name is None and kind in PEOPLE and led:
            name = self._surnamed(kind).near(text)
        return Term(kind, name) if name else None

    def rows(self, term: Term) -> Mask:
        """Which movies fit a term, [movies]; those of which too little is known do not."""
        if term.kind == "years":
            first, last = span_of(term.name)
            years = self._dataset.years
            return (years >= first) & (years <= last) & (years > 0)
        if term.kind == "runtime":
            first, last = span_of(term.name)
            minutes = self._facts.runtimes if self._facts else np.full(self._size, np.nan)
            return (minutes >= first) & (minutes <= last)
        fitting = np.zeros(self._size, bool)
        fitting[list(self.names(term.kind).rows(term.name))] = True
        return fitting

    def _weight(self, term: Term) -> float:
        movies = len(self.names(term.kind).rows(term.name))
        return movies / SURNAME_TO_SUBJECT if term.kind in PEOPLE else movies

    @property
    def _size(self) -> int:
        return len(self._dataset.movie_ids)

    def _surnamed(self, kind: str) -> Surnames:
        if kind not in self._surnames:
            self._surnames[kind] = Surnames(self.names(kind), self._dataset.rating_counts)
        return self._surnames[kind]

    def _named(self, kind: str) -> Names:
        if kind == "genre":
            return Names(self._genres(), words.GENRES | words.BLENDED)
        if kind == "nation":
            return Names(self._nations(), ALSO_NATIONS)
        if kind == "country":
            return Names(self._countries(), ALSO_COUNTRIES)
        if kind == "series":
            return Names((*self._known("series"), *stems(self._dataset.titles)))
        if kind == "subject":
            return Names((*self._known("subjects"), *self._tags()), words.SUBJECTS)
        if kind == "setting":
            return Names(pair for each in SETTINGS[1:] for pair in self._known(each))
        if kind == "language":
            return Names(self._known("languages"), ALSO_LANGUAGES)
        if kind == "company":
            return Names(self._known("companies"))
        return Names((pair for each in PEOPLE[kind] for pair in self._known(each)), key_of=fold)

    def _known(self, kind: str) -> Iterator[tuple[str, int]]:
        """The names of a kind of fact, each with the row of a movie that has it."""
        if self._facts is None:
            return
        labels = self._facts.labels
        for row, qids in enumerate(self._facts.lists.get(kind, ())):
            for qid in qids:
                if qid in labels:
                    yield labels[qid], row

    def _genres(self) -> Iterator[tuple[str, int]]:
        """The data set's genres, those that only facts have, and those made of two."""
        own: dict[str, set[int]] = {}
        for row, genres in enumerate(self._dataset.genres):
            for genre in genres:
                own.setdefault(genre, set()).add(row)
                yield genre, row
        listed = Names((genre, row) for genre, rows in own.items() for row in rows)
        said = Names(((genre, 0) for genre in own), words.GENRES)
        of_imdb = enumerate(self._facts.imdb_genres if self._facts else ())
        others = ((name, row) for row, names in of_imdb for name in names)
        for name, row in (*self._known("genres"), *others):
            plain = name.removesuffix(" film")
            if said.find(plain) is None:
                yield plain, row
        for name, parts in words.BLENDS.items():
            first, second = (
                set(listed.rows(each) if kind == "genre" else self.names(kind).rows(each))
                for kind, each in parts
            )
            for row in first & second:
                yield name, row

    def _nations(self) -> Iterator[tuple[str, int]]:
        """Movies from a country whose language, where it is known, is one of that country."""
        from_country, spoken = Names(self._known("countries")), self.names("language")
        told = {row for _, rows in spoken.items() for row in rows}
        for nation in NATIONS:
            rows = {r for name in (nation.country, *nation.others) for r in from_country.rows(name)}
            if nation.languages:
                own = {r for language in nation.languages for r in spoken.rows(language)}
                rows = rows - (told - own) or rows
            for row in rows:
                yield nation.adjective, row

    def _countries(self) -> Iterator[tuple[str, int]]:
        """Countries by all the names that facts have for them."""
        usual: dict[str, list[str]] = {}
        for nation in NATIONS:
            for name in nation.others:
                usual.setdefault(name, []).append(nation.country)
        for name, row in self._known("countries"):
            for each in (name, *usual.get(name, ())):
                yield each, row

    def _tags(self) -> Iterator[tuple[str, int]]:
        names = self._dataset.tag_names
        pairs = zip(
            self._dataset.tag_codes.tolist(), self._dataset.tag_movies.tolist(), strict=True
        )
        return ((names[code], row) for code, row in pairs)
