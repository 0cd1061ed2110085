"""How well what is on the screen stands out from its background (WCAG 2.1, 1.4.3 and 1.4.11)."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.color import Color, ColorType
from textual.app import App

FOR_TEXT, FOR_MARKS = 4.5, 3.0
MARKS = frozenset("★½●○◆◇·┃░┈⠒✓±")


class Spot(NamedTuple):
    """A text on the screen, its colours, and their contrast ratio."""

    text: str
    colour: str
    background: str
    ratio: float
    wanted: float


def spots(app: App[None]) -> Iterator[Spot]:
    """Words and marks on the screen that have colours of their own; no edges of boxes."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style, text = segment.style, segment.text.strip()
            wanted = FOR_MARKS if MARKS.intersection(text) else 0
            wanted = FOR_TEXT if any(map(str.isalnum, text.replace("½", ""))) else wanted
            if not wanted or style is None or style.color is None or style.bgcolor is None:
                continue
            colours = style.color, style.bgcolor
            if all(colour.type is ColorType.TRUECOLOR for colour in colours):
                light, dark = sorted(map(luminance, colours), reverse=True)
                assert not style.dim, text
                ratio = (light + 0.05) / (dark + 0.05)
                yield Spot(text, colours[0].name, colours[1].name, round(ratio, 2), wanted)


def luminance(colour: Color) -> float:
    assert colour.triplet is not None
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.triplet.normalized
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
