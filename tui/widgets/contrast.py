"""Makes every text and mark stand out from its background, whatever the theme's colours are.

The ratios are those of WCAG 2.1, criteria 1.4.3 and 1.4.11.
"""

from collections.abc import Sequence
from functools import lru_cache

from rich.color import ColorType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter, dim_style

FOR_TEXT, FOR_MARKS = 4.5, 3.0
STEPS = 20  # from a colour to white or black
DIM = 0.5
# Edges of boxes, buttons and scrollbars: their two colours are those of two neighbouring areas.
EDGES = frozenset(" ▊▎▔▁▄▀▌▐█▕▏╭╮╰╯─│━▂▃▅▆▇▋▍▉")


class Contrast(LineFilter):
    """Lightens or darkens the colour of what would be hard to see; leaves backgrounds alone."""

    def __init__(self, before: Sequence[LineFilter] = ()) -> None:
        """before: other filters, whose work is done first.

        Textual makes a new line after each filter, which takes longer than most filters do.
        """
        super().__init__()
        self.before = before

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, each readable."""
        for each in self.before:
            segments = each.apply(segments, background)
        return [
            Segment(segment.text, _readable(segment.style, background, _wanted(segment.text)))
            if segment.style is not None and not segment.control and _wanted(segment.text)
            else segment
            for segment in segments
        ]


@lru_cache(4096)
def _wanted(text: str) -> float:
    """The contrast that a text needs; 0 for edges."""
    if any(letter.isalnum() for letter in text):
        return FOR_TEXT
    return 0.0 if EDGES.issuperset(text) else FOR_MARKS


@lru_cache(4096)
def _readable(style: Style, background: Color, wanted: float) -> Style:
    if any(
        each is None or each.type is not ColorType.TRUECOLOR
        for each in (style.color, style.bgcolor)
    ):
        return style  # the terminal's own colours
    if style.dim:
        style = dim_style(style, background, DIM)
    front, back = style.color, style.bgcolor
    if style.reverse:
        front, back = back, front
    assert front is not None
    assert back is not None
    under = Color.from_rich_color(back)
    seen = _seen(Color.from_rich_color(front), under, wanted).rich_color
    return style + (Style(bgcolor=seen) if style.reverse else Style(color=seen))


def _seen(colour: Color, background: Color, wanted: float) -> Color:
    """The colour, moved away from its background until the contrast is as wanted.

    A light text stays light, and a dark one dark, if that can be enough.
    """
    if ratio(colour, background) >= wanted:
        return colour
    white, black = Color(255, 255, 255), Color(0, 0, 0)
    own, other = (white, black) if _luminance(colour) >= _luminance(background) else (black, white)
    far = own if ratio(own, background) >= wanted else other
    nearer = (colour.blend(far, step / STEPS) for step in range(1, STEPS + 1))
    return next((each for each in nearer if ratio(each, background) >= wanted), far)


def ratio(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
