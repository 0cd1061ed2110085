"""A sentence in a box, such as that a list is empty and what to do."""

from textual.widgets import Static


class Sentence(Static):
    """Takes no line while there is nothing to say."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self.display = False

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one takes the line away."""
        self.update(sentence)
        self.display = bool(sentence)
