"""One sentence of what is asked: its words are read from left to right, the longest names first."""

from collections.abc import Sequence

from engine.catalogue.folding import fold
from engine.recommend.asking import words as known
from engine.recommend.asking.nations import NAMED, SPOKEN
from engine.recommend.asking.parts import Part, Term
from engine.recommend.asking.times import read_time
from engine.recommend.asking.tokens import Word, phrase_at
from engine.recommend.asking.vocabulary import PEOPLE, Vocabulary
from engine.recommend.steering import LITTLE_KNOWN, WELL_KNOWN

LONGEST_NAME = 6  # words
LONGEST_MISTYPED = 3
LONGEST_PHRASE = 3
_OPPOSITE = {LITTLE_KNOWN: WELL_KNOWN, WELL_KNOWN: LITTLE_KNOWN}


class Sentence:
    """Reads some words; parts, left and lacking are then what was made of them.

    A negation covers all that follows in the sentence: "no horror or war" is neither of them, "no
    french comedies" what is both. "Non-french" covers one name.
    """

    def __init__(self, vocabulary: Vocabulary, words: Sequence[Word]) -> None:
        self._vocabulary = vocabulary
        self._typed = words
        self._words = [word.folded for word in words]
        self._at = 0
        self._negated = self._once = False
        self._adjacent = False  # whether the last part and what follows are one negation's
        self._joined = ""  # by which kind of word to the part before
        self._lead: tuple[str, ...] = ()
        self._lead_before: tuple[str, ...] = ()
        self._strange: list[tuple[int, bool]] = []  # places of words, and whether facts are lacking
        self.parts: list[Part] = []
        while self._at < len(words):
            self._read()

    @property
    def left(self) -> list[str]:
        """What was not understood; neighbouring words stand together."""
        return self._phrases(lacking=False)

    @property
    def lacking(self) -> list[str]:
        """What was understood, but nothing of its kind is known."""
        return self._phrases(lacking=True)

    def _read(self) -> None:
        """Read what begins at the current word, and go on behind it."""
        words, at = self._words, self._at
        time = read_time(words[at:], self._vocabulary.newest)
        phrase = self._phrase()
        term, length = (None, 0) if phrase else self._name()
        if time and time[2] >= max(length, len(phrase.split())):
            self._add_time(*time)
        elif phrase:
            self._turn(phrase)
        elif term:
            self._add(term, length)
        elif words[at] in known.FILLERS:
            self._at += 1
        else:
            self._guess()

    def _phrase(self) -> str:
        """The phrase at the current word that turns or leads; "" if there is none."""
        phrases = (
            *(known.JOINING, known.NEGATIONS, known.NEGATES_ONE, known.ENDS_OF_NEGATION),
            known.LEADING,
        )
        found = (phrase_at(self._words, self._at, some, LONGEST_PHRASE) for some in phrases)
        return max(found, key=len)

    def _turn(self, phrase: str) -> None:
        self._at += len(phrase.split())
        if phrase in known.LEADING:
            self._lead = known.LEADING[phrase]
        elif phrase in known.JOINING:
            self._joined = known.JOINING[phrase]
            self._lead = self._lead or self._lead_before
        else:
            self._negated = phrase not in known.ENDS_OF_NEGATION
            self._once = phrase in known.NEGATES_ONE
            self._adjacent, self._joined, self._lead = False, "", ()

    def _name(self) -> tuple[Term | None, int]:
        """The longest name at the current word, and its length in words."""
        left = len(self._words) - self._at
        for length in range(min(left, LONGEST_NAME), 0, -1):
            text = self._text(length)
            if text in known.FAME and not self._lead:
                return Term("fame", known.FAME[text]), length
            for kind in self._lead:
                if (term := self._vocabulary.find(kind, text, led=True)) is not None:
                    by_surname = kind in PEOPLE and fold(term.name) != text
                    return (by_surname and self._mistyped(kind, length)) or (term, length)
            if known.FILLERS.issuperset(text.split()):
                continue
            term = self._vocabulary.anything(text)
            # "by women": a lead to people does not lead to what movies are about.
            if term and (not self._lead or term.kind not in known.VAGUE_KINDS):
                if term.kind == "person" and fold(term.name) != text and self._is_amid(length):
                    continue
                return term, length
        return None, 0

    def _mistyped(self, kind: str, beyond: int) -> tuple[Term, int] | None:
        """A mistyped name of more words: "bill muray" is nobody whose surname is Bill."""
        for length in range(min(len(self._words) - self._at, LONGEST_MISTYPED), beyond, -1):
            text = self._text(length)
            if not known.FILLERS.union(known.TURNS).isdisjoint(text.split()):
                continue
            if term := self._vocabulary.near(kind, text, led=False):
                return term, length
        return None

    def _is_amid(self, length: int) -> bool:
        """Whether strange words are beside some words: "Bond" in "James Bond" is no surname."""
        after = " ".join(self._words[self._at + length : self._at + length + 1])
        if any(place == self._at - 1 for place, _ in self._strange):
            return True
        if not after or after in known.FILLERS or after in known.TURNS or read_time([after]):
            return False
        following = self._vocabulary.anything(after)
        return following is None or following.kind == "person"

    def _guess(self) -> None:
        """Read a mistyped name; or leave a word."""
        left = len(self._words) - self._at
        for length in range(min(left, LONGEST_MISTYPED), 0, -1):
            kinds = known.CLEAR_KINDS if length > 1 else known.FORGIVEN
            for kind in (*self._lead, *kinds):
                led = kind in self._lead
                term = self._vocabulary.near(kind, self._text(length), led=led)
                if term is not None:
                    self._add(term, length)
                    return
        self._leave(1, lacking=self._lacks(self._words[self._at]))

    def _lacks(self, word: str) -> bool:
        """Whether it is for want of facts that a word is not understood."""
        has = self._vocabulary.has
        if (word in NAMED and not has("country")) or (word in SPOKEN and not has("language")):
            return True
        return bool(self._lead) and not has(self._lead[0])

    def _add_time(self, kind: str, name: str, length: int) -> None:
        if not self._vocabulary.has(kind):
            self._leave(length, lacking=True)
            return
        if self._joined and self.parts and self.parts[-1].kind == kind == "years":
            self._joined = "or"  # "the 70s and 80s": no movie is of both
        self._add(Term(kind, name), length)

    def _add(self, term: Term, length: int) -> None:
        self._at += length
        negated = self._negated
        if term.kind == "fame" and negated:
            term, negated = term._replace(name=_OPPOSITE[term.name]), False
        last = self.parts[-1] if self.parts else None
        fits = last is not None and last.negated == negated and "fame" not in (last.kind, term.kind)
        if last and fits and self._joined == "or" and not last.together:
            self.parts[-1] = last._replace(terms=tuple(dict.fromkeys((*last.terms, term))))
        elif last and fits and self._adjacent and not self._joined and term not in last.terms:
            self.parts[-1] = Part((*last.terms, term), negated, together=True)
        else:
            self.parts.append(Part((term,), negated))
        self._adjacent = negated and (len(self.parts[-1].terms) == 1 or self.parts[-1].together)
        if self._once:
            self._negated = self._adjacent = self._once = False
        self._joined, self._lead_before, self._lead = "", self._lead, ()

    def _leave(self, length: int, *, lacking: bool) -> None:
        self._strange += [(self._at + step, lacking) for step in range(length)]
        self._at += length
        self._joined = ""
        if self._once:
            self._negated = self._once = False

    def _text(self, length: int) -> str:
        return " ".join(self._words[self._at : self._at + length])

    def _phrases(self, *, lacking: bool) -> list[str]:
        found: list[list[str]] = []
        last = -2
        for at, lacks in self._strange:
            if lacks == lacking:
                typed = self._typed[at].typed
                if at != last + 1:
                    found.append([typed])
                elif found[-1][-1] != typed:
                    found[-1].append(typed)
                last = at
        return [" ".join(words) for words in found]
