"""Reads lines, and the labels of the parts that lines ask for, by the names of a data set."""

from collections.abc import Iterator
from itertools import chain

import numpy as np

from engine.catalogue.dataset import Dataset
from engine.facts.movie_facts import Facts
from engine.recommend.asking.parts import (
    AFTER,
    BEFORE,
    BETWEEN,
    BOTH,
    NOT,
    NOT_BOTH,
    NOT_OTHERS,
    Asked,
    Part,
    Term,
)
from engine.recommend.asking.sentence import Sentence
from engine.recommend.asking.times import read_time
from engine.recommend.asking.tokens import LONGEST_LINE, pieces, words_of
from engine.recommend.asking.vocabulary import Mask, Vocabulary
from engine.recommend.steering import LITTLE_KNOWN, WELL_KNOWN

_STARTS = ("", *sorted({NOT_OTHERS, *NOT.values()}), NOT_BOTH)


class Asking:
    """What a person may ask for in words, of the movies of one data set.

    Every part hides exactly what does not fit it, except for fame, of which nobody can say where it
    begins: that moves the list towards discoveries or safe bets.
    """

    def __init__(self, dataset: Dataset, facts: Facts | None) -> None:
        self._vocabulary = Vocabulary(dataset, facts)

    def read(self, line: str) -> Asked:
        """What a line asks for; commas and semicolons end a sentence, and with it a negation."""
        parts: dict[Part, None] = {}
        left: list[str] = []
        lacking: list[str] = []
        for piece in self._pieces(line):
            if (labelled := self.part(piece)) is not None:
                parts[labelled] = None
                continue
            sentence = Sentence(self._vocabulary, words_of(piece))
            left += sentence.left
            lacking += sentence.lacking
            for part in sentence.parts:
                if self.part(part.label) == part:
                    parts[part] = None
                else:  # a chip could not say it, as of a genre that is called "by or with"
                    left.append(part.label)
        return Asked(tuple(parts), tuple(left), tuple(lacking))

    def part(self, label: str) -> Part | None:
        """The part that has a label; None if it is no label, or of names that are not known."""
        text = label.strip()
        if not text or len(text) > LONGEST_LINE:
            return None
        for start in _STARTS:
            if text.casefold().startswith(start):
                together = start == NOT_BOTH
                terms = self._terms(text[len(start) :], BOTH if together else BETWEEN)
                part = Part(terms, bool(start), together)
                if terms and part.label.casefold() == text.casefold():
                    return part
        return None

    def hidden_by(self, part: Part) -> Mask | None:
        """Which movies a part hides, [movies]; None for fame, which hides nothing."""
        if part.kind == "fame":
            return None
        fitting = [self._vocabulary.rows(term) for term in part.terms]
        fit: Mask = (np.logical_and if part.together else np.logical_or).reduce(fitting)
        return fit if part.negated else ~fit

    def _pieces(self, line: str) -> Iterator[str]:
        """The sentences of a line; a label is one, whatever marks its names have."""
        for piece in pieces(line, ";"):
            if self.part(piece) is not None:
                yield piece
            else:
                yield from pieces(piece, ",")

    def _terms(self, text: str, between: str, kind: str = "") -> tuple[Term, ...]:
        """The terms of a label; kind: that of the term before, which is not told again."""
        if (whole := self._term(text, kind)) is not None:
            return (whole,)
        at = text.find(between)
        while at >= 0:
            first = self._term(text[:at], kind)
            if first is not None:
                before = first.kind if between == BETWEEN else ""
                rest = self._terms(text[at + len(between) :], between, before)
                if rest:
                    return (first, *rest)
            at = text.find(between, at + 1)
        return ()

    def _term(self, text: str, before: str) -> Term | None:
        """The term that has a label, or whose name alone it is after one of the same kind."""
        alone = [(before, text)] if before and before not in AFTER else []
        labelled = (
            (kind, text[len(start) : len(text) - len(AFTER.get(kind, ""))])
            for kind, start in BEFORE.items()
            if text.casefold().startswith(start) and text.endswith(AFTER.get(kind, ""))
        )
        for kind, name in chain(alone, labelled):
            found = self._exactly(kind, name)
            if found is not None:
                return Term(kind, found)
        return None

    def _exactly(self, kind: str, name: str) -> str | None:
        if kind in ("years", "runtime"):
            words = [word.folded for word in words_of(name)]
            time = read_time(words) if words else None
            same = time is not None and (time[0], time[1]) == (kind, name.casefold())
            return time[1] if time is not None and same else None
        if kind == "fame":
            return name.casefold() if name.casefold() in (WELL_KNOWN, LITTLE_KNOWN) else None
        return self._vocabulary.names(kind).exactly(name) if name else None
