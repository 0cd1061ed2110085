"""The captions of the lists of Rate."""

import pytest

from tui.rate.own_lists import LISTS, caption_of
from tui.widgets.parts_line import that_fits

CAPTION_AT_80 = 78  # columns


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("count", [0, 1, 12_345])
def test_every_caption_fits_80_columns(name: str, count: int) -> None:
    caption = caption_of(name, count)
    assert that_fits(caption, CAPTION_AT_80) == caption
