"""Pictures of a part of the screen, so that what is around it may change without them."""

import io

from rich.console import Console
from rich.segment import SegmentLines
from textual.app import App
from textual.geometry import Region

BAR, STATUS_AND_KEYS = 1, 2  # lines of a place's frame, above and below


def part_of(app: App[None]) -> Region:
    """The box that is open, or the place without its frame."""
    boxes = app.screen.query("#box")
    if boxes:
        return boxes.first().region
    width, height = app.size
    return Region(0, BAR, width, height - BAR - STATUS_AND_KEYS)


def export_part(app: App[None], *, title: str | None = None, simplify: bool = True) -> str:
    """An SVG of that part, in place of App.export_screenshot."""
    region = part_of(app)
    strips = app.screen._compositor.render_strips()[region.y : region.bottom]
    if simplify:
        strips = [strip.simplify() for strip in strips]
    lines = [list(strip.crop(region.x, region.right)) for strip in strips]
    console = Console(
        width=region.width,
        height=region.height,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        record=True,
        legacy_windows=False,
        safe_box=False,
    )
    console.print(SegmentLines(lines, new_lines=True), end="")
    return console.export_svg(title=title or app.title)
