"""What sites put behind a title tells what is no movie, whichever site it is."""

from pathlib import Path

import pytest

from engine.exchange.reading import read_export
from engine.exchange.title_marks import unmarked


@pytest.mark.parametrize(
    "mark",
    [
        *("TV Series", "TV Mini-Series 2008\u20132013", "Miniserie de TV", "Série télévisée"),
        *("Serie TV", "Fernsehserie", "Minissérie", "сериал", "мини-сериал", "тв-сериал"),
        *("сериал 2010 \u2013 2017", "TV Episode", "TV Short", "Short", "Cortometraje", "Kurzfilm"),
        *("короткометражка", "Music Video", "Vídeo musical", "Musikvideo", "видеоклип"),
        *("Video Game", "TV Show"),
    ],
)
def test_a_mark_tells_that_it_is_no_movie(mark: str) -> None:
    assert unmarked(f"Heat ({mark})") == ("Heat", True)
    assert unmarked(f"Heat (TV) ({mark})") == ("Heat", True)


@pytest.mark.parametrize("mark", ["TV", "TV Movie", "Video", "тв", "видео"])
def test_a_mark_of_a_movie_is_no_part_of_its_title(mark: str) -> None:
    assert unmarked(f"Heat ({mark})") == ("Heat", False)


@pytest.mark.parametrize(
    "title",
    [
        *("(Short)", "The Truman Show", "Evita (Musical)", "Birdman (The Show)", "Heat (C)"),
        "Frontière(s)",
    ],
)
def test_other_brackets_belong_to_the_title(title: str) -> None:
    assert unmarked(title) == (title, False)


def kinds(folder: Path, header: str, *rows: str) -> list[tuple[str, bool]]:
    """The title of each row of a CSV, and whether it is no movie."""
    path = folder / "films.csv"
    path.write_text("\n".join((header, *rows)), encoding="utf-8")
    return [(record.title, record.is_series) for record in read_export(path).records]


def test_shorts_and_music_videos_of_filmaffinity_are_no_movies(tmp_path: Path) -> None:
    assert kinds(
        tmp_path,
        "Title,Year,Directors,WatchedDate,Rating,Rating10",
        "Heat (C),1995,x,2024-01-02,0.5,1",
        "Thriller (Vídeo musical),1983,x,2024-01-02,5,10",
        "Thriller (Music Video),1983,x,2024-01-02,5,10",
        "Up (TV) (S),2009,x,2024-01-02,0.5,1",
        "Heat,1995,x,2024-01-02,4.5,9",
        "Frontière(s),2007,x,2024-01-02,4.5,9",
    ) == [
        *(("Heat", True), ("Thriller", True), ("Thriller", True), ("Up", True)),
        *(("Heat", False), ("Frontière(s)", False)),
    ]


def test_series_of_kinopoisk_are_known_by_the_mark_of_either_title(tmp_path: Path) -> None:
    assert kinds(
        tmp_path,
        "nameRus,nameEng,year,rating",
        "Чернобыль (мини-сериал),Chernobyl,2019,9",
        "Терминатор (мини-сериал),Casino,1995,9",
        "Шерлок (сериал),,2010,9",
        "Дуэль (тв),,1971,8",
    ) == [("Chernobyl", True), ("Casino", True), ("Шерлок", True), ("Дуэль", False)]


def test_series_of_kinopoisk_are_known_by_its_word_for_the_kind(tmp_path: Path) -> None:
    header = "Название,Оригинальное название,Тип,Оценка"
    rows = ("Остаться в живых,Lost,Сериал,9", "Схватка,Heat,Фильм,9")
    assert kinds(tmp_path, header, *rows) == [("Lost", True), ("Heat", False)]


def test_marks_are_heeded_in_any_csv_before_the_year_and_behind_it(tmp_path: Path) -> None:
    rows = ("Lost (2004) (TV Series),9", "Thriller (Music Video) (1983),9", "Heat (1995),9")
    found = kinds(tmp_path, "Title,Rating", *rows)
    assert found == [("Lost", True), ("Thriller", True), ("Heat", False)]


def test_seasons_of_netflix_are_no_movies_in_any_language(tmp_path: Path) -> None:
    header = "Title Name,Star Value,Thumbs Value"
    rows = ("Lost: Temporada 1,,2", "Lost: Stagione 2,,2", "Lost: Staffel 3,,2", "Heat,,2")
    assert [is_none for _, is_none in kinds(tmp_path, header, *rows)] == [True, True, True, False]
