"""Stars as text."""

from tui.widgets.star_text import GOLD, golden


def test_stars_are_gold_and_words_are_not() -> None:
    text = golden("you gave ★★★½ to 8½ Women, and ½ to Heat")
    assert [text.plain[span.start : span.end] for span in text.spans] == ["★★★½", "½"]
    assert {str(span.style) for span in text.spans} == {GOLD}
