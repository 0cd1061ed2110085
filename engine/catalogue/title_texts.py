"""The names of a title as texts whose subtitles are told apart: "the hobbit | the last stage"."""

from engine.catalogue.title_names import subtitles, written_names

BREAK = "|"
ARTICLES = frozenset(("the", "a", "an"))


def texts_of(title: str) -> list[str]:
    """A text for each name of a title in MovieLens form, folded, with numbers in digits."""
    return [f" {BREAK} ".join(subtitles(name)) for name in written_names(title)]
