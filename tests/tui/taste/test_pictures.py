from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from engine.catalogue.dataset import Movie
from engine.recommend.taste import Disagreement, Leaning, Portrait
from tui.taste import pictures

OWN, CROWD = np.zeros(10, np.float32), np.full(10, 0.1, np.float32)
OWN[[7, 9]] = 0.75, 0.25
PORTRAIT = Portrait(4.2, 8, OWN, CROWD, (), (), None, ())


def lines_of(picture: object) -> list[str]:
    return str(picture).splitlines()


def test_a_bar_is_as_long_as_the_share_and_a_stroke_stands_for_everybody() -> None:
    best, _, four, *_, legend = lines_of(pictures.histogram(PORTRAIT, 51))
    assert four.count("█") == 39  # of the 40 cells one is the stroke
    assert best.startswith("★★★★★ ")
    assert best.endswith("25%")
    assert best.index("┃") == four.index("┃")
    assert legend.split() == ["█", "you", "┃", "everybody"]


def test_what_is_above_goes_right_and_what_is_below_goes_left_with_another_shape() -> None:
    found = [Leaning("Sci-Fi", 0.8, 12), Leaning("[b]War", -0.4, 3)]
    above, below = lines_of(pictures.leanings(found, 67))
    assert above.split("│")[1].startswith("█" * 20)
    assert "░" * 10 + "│" in below
    assert "░" * 11 not in below
    assert above.endswith("+0.8  12")
    assert below.startswith("[b]War ")


def test_small_differences_look_small() -> None:
    (line,) = lines_of(pictures.leanings([Leaning("War", 0.1, 2)], 67))
    assert line.count("█") == 4


def test_everybody_has_the_mean_that_the_lists_tell_and_a_title_keeps_its_end() -> None:
    """The portrait damps the means of movies with few ratings, to put the surest first."""
    long = Movie(0, 1, "Star Wars: Episode V - The Empire Strikes Back", 1980, (), 0, 0, 9, 4.2)
    line, _ = lines_of(pictures.disagreements([Disagreement(long, 1.0, 3.5)], 60))
    assert line.endswith(" 1.0 / 4.2")
    assert line.startswith("Star Wars: Epi…e Strikes Back   ●──")


TITLES = st.text(max_size=60) | st.sampled_from(["[REC]", "千と千尋の神隠し", "🎬 Camera 🎥"])
HALVES = st.integers(1, 10).map(lambda half: half / 2)


@given(st.lists(st.tuples(TITLES, HALVES, st.floats(0.5, 5)), min_size=2), st.integers(20, 90))
def test_lines_are_of_one_width_whatever_the_titles(
    rows: list[tuple[str, float, float]], width: int
) -> None:
    found = [
        Disagreement(Movie(0, 1, title, 0, (), 0, 0, 0, 0.0), stars, crowd)
        for title, stars, crowd in rows
    ]
    *lines, _ = str(pictures.disagreements(found, width)).split("\n")
    assert len(lines) == len(rows)
    assert all(cell_len(one) == cell_len(other) for one, other in pairwise(lines))
    assert all(line.count("●") >= 1 for line in lines)
