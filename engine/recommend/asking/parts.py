"""What a line asks for: parts, each with a label that reads as the same part again."""

from typing import NamedTuple

# What stands before a name in a label, by the kind of the name.
BEFORE = {
    "years": "",
    "runtime": "",
    "fame": "",
    "genre": "",
    "nation": "",
    "country": "from ",
    "language": "in ",
    "director": "by ",
    "cast": "with ",
    "person": "by or with ",
    "company": "made by ",
    "setting": "set in ",
    "series": "part of ",
    "subject": '"',
}
AFTER = {"subject": '"'}
BETWEEN = " or "
NOT_BOTH, BOTH = "not both ", " and "
NOT = {"genre": "no ", "subject": "no "}
NOT_OTHERS = "not "


class Term(NamedTuple):
    """A name of some kind, of BEFORE, as the movies of a data set have it."""

    kind: str
    name: str

    @property
    def label(self) -> str:
        """The name with what tells its kind."""
        return f"{BEFORE[self.kind]}{self.name}{AFTER.get(self.kind, '')}"


class Part(NamedTuple):
    """Movies that fit one of some terms; or, negated, those that fit none of them.

    together: negated, those that do not fit all of them at once, as in "no french comedies".
    """

    terms: tuple[Term, ...]
    negated: bool = False
    together: bool = False

    @property
    def kind(self) -> str:
        """The kind of the first term."""
        return self.terms[0].kind

    @property
    def label(self) -> str:
        """The part in a few words; the kind is told again only where it changes."""
        if self.together:
            return NOT_BOTH + BOTH.join(term.label for term in self.terms)
        told, before = [], ""
        for term in self.terms:
            same = term.kind == before and term.kind not in AFTER
            told.append(term.name if same else term.label)
            before = term.kind
        start = NOT.get(self.kind, NOT_OTHERS) if self.negated else ""
        return start + BETWEEN.join(told)

    @property
    def hidden_in_words(self) -> str:
        """What the part hides."""
        if not self.negated:
            return f"not {self.label}"
        if self.together:
            return BOTH.join(term.label for term in self.terms)
        return self._replace(negated=False).label


class Asked(NamedTuple):
    """What a line asks for.

    left: its words that were not understood. lacking: those that were, but nothing of the kind is
    known about any movie here, because there are no facts, or older ones.
    """

    parts: tuple[Part, ...] = ()
    left: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the parts, each once."""
        return tuple(dict.fromkeys(part.label for part in self.parts))


def is_negated(label: str) -> bool:
    """Whether a label, known here or not, says what is not wanted."""
    return label.startswith((NOT_OTHERS, *NOT.values()))
