from pathlib import Path

import pytest

from engine.exchange.reading import read_export
from engine.exchange.scales import guessed, next_scale


@pytest.mark.parametrize(
    ("numbers", "scale"),
    [
        *(([], 0), ([0], 0), ([4.5], 5), ([5, 5.5], 10), ([10, 11], 12), ([17, 20, 7], 20)),
        *(([20.5], 100), ([100], 100), ([17, 200, 7], 200), ([*range(1, 201)], 200)),
        ([*range(1, 101), 110, 150], 100),  # two slips are no scale
    ],
)
def test_the_least_usual_scale_that_fits_is_guessed(numbers: list[float], scale: float) -> None:
    assert guessed(numbers) == scale


def test_the_next_scale_is_one_that_the_ratings_fit() -> None:
    assert next_scale(5, 5) == 10
    assert next_scale(20, 20) == 100
    assert next_scale(200, 20) == 20


@pytest.mark.parametrize(
    ("cells", "stars"),
    [(("17", "20", "7"), [4.5, 5.0, 2.0]), (("150", "200", "70"), [4.0, 5.0, 2.0])],
)
def test_marks_out_of_20_and_200_are_read_as_what_they_are(
    cells: tuple[str, ...], stars: list[float], tmp_path: Path
) -> None:
    path = tmp_path / "films.csv"
    rows = [f"{title},1995,{cell}" for title, cell in zip("ABC", cells, strict=True)]
    path.write_text("\n".join(("Title,Year,Rating", *rows)), encoding="utf-8")
    export = read_export(path)
    assert [record.stars for record in export.records] == stars
    assert export.guessed_scale == float(cells[1])
    assert export.records[0].original == f"{cells[0]}/{cells[1]}"
