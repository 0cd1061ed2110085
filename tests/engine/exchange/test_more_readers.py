"""What is read of programs that came later; test_reading has the first ones."""

from pathlib import Path

import pytest

from engine.exchange.cells import says_no_movie, stars_of
from engine.exchange.dates import order_of, seconds_of
from engine.exchange.reading import read_export
from engine.exchange.records import ExchangeError, Record
from engine.exchange.scales import rescaled
from engine.files.times import utc_day
from tests.engine.exchange.samples import LETTERBOXD, NETFLIX, SAMPLES, WATCHLIST


def read(folder: Path, name: str) -> list[Record]:
    file = folder / name
    file.write_bytes(SAMPLES[name])
    return read_export(file).records


@pytest.mark.parametrize(
    ("name", "stars"),
    [
        *(("simkl", 4.0), ("simkl_json", 4.0), ("kinopoisk", 4.0), ("netflix", 4.0)),
        *(("criticker_csv", 4.0), ("movary", None), ("yamtrack", 4.0), ("list", None)),
        *(("traktexport", 4.0), ("criticker_text", 4.0)),
        *(("filmaffinity", 4.0), ("filmaffinity_list", None)),
    ],
)
def test_alien_is_read_as_it_was_meant(name: str, stars: float | None, tmp_path: Path) -> None:
    alien, *others = read(tmp_path, name)
    assert (alien.title, alien.stars) == ("Alien", stars)
    assert alien.year in (1979, 0)
    assert not alien.is_series
    assert all(record.is_series for record in others if "Lost" in record.title)


def test_kinopoisks_table_has_cyrillic_titles_and_the_time_before_the_day(tmp_path: Path) -> None:
    alien, stalker, sherlock = read(tmp_path, "kinopoisk")
    assert (alien.other_title, stalker.title) == ("Чужой", "Сталкер")
    assert alien.rated_at is not None
    assert str(utc_day(alien.rated_at)) == "2016-03-22"
    assert (stalker.stars, sherlock.title, sherlock.is_series) == (None, "None", True)


def test_what_is_wished_watched_or_listed_is_told_apart(tmp_path: Path) -> None:
    assert read(tmp_path, "simkl")[2].watchlist
    assert read(tmp_path, "traktexport")[1].watchlist
    assert read(tmp_path, "movary")[0].is_seen
    assert read(tmp_path, "list")[0].is_listed


def test_a_folder_is_read_as_the_archive_it_was(tmp_path: Path) -> None:
    (tmp_path / "ratings.csv").write_text(LETTERBOXD, encoding="utf-8")
    (tmp_path / "watchlist.csv").write_text(WATCHLIST, encoding="utf-8")
    (tmp_path / "deleted").mkdir()
    (tmp_path / "deleted" / "ratings.csv").write_text(LETTERBOXD, encoding="utf-8")
    assert len(read_export(tmp_path).records) == 3


def test_an_empty_folder_is_not_called_an_archive(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="the folder contains no ratings"):
        read_export(tmp_path)


@pytest.mark.parametrize(
    ("cell", "stars"),
    [("0", None), ("-", None), ("n/a", None), ("9/10", 4.5), ("★★★½", 3.5), ("80%", 4), ("7", 3.5)],
)
def test_a_cell_means_stars(cell: str, stars: float | None) -> None:
    assert stars_of(cell, 10) == stars


@pytest.mark.parametrize(
    "kind",
    [
        *("TV Series", "Music Video", "TV Short", "Video Game", "Podcast Series", "tv"),
        *("Serie TV", "Videogioco", "Cortometraggio TV", "TV-Serie", "Musikvideo", "Videospiel"),
        *("Série télévisée", "Jeu vidéo", "Court métrage télévisé", "Serie de TV", "Videojuego"),
        *("Episodio de TV", "Minissérie de TV", "Curta-metragem de TV", "Videoclipe"),
    ],
)
def test_series_games_and_music_are_no_movies_in_any_language(kind: str) -> None:
    assert says_no_movie(kind)


@pytest.mark.parametrize(
    "kind",
    ["Movie", "TV Movie", "TV Special", "Short", "Video", "Spielfilm", "Fernsehfilm", "Téléfilm"],
)
def test_films_of_every_kind_are_movies(kind: str) -> None:
    assert not says_no_movie(kind)


@pytest.mark.parametrize(
    ("date", "day"),
    [
        *(("31/12/2019", "2019-12-31"), ("24.01.23", "2023-01-24"), ("8/21/19", "2019-08-21")),
        *(("18-12-2023 21:50:41", "2023-12-18"), ("May 14, 2020", "2020-05-14")),
        *(("14 mai 2020", "2020-05-14"), ("14. März 2020", "2020-03-14")),
        *(("14 de agosto de 2020", "2020-08-14"), ("Tue Jul 26 05:37:34 2016", "2016-07-26")),
        *(("1589443200", "2020-05-14"), ("1589443200000", "2020-05-14"), ("1965-05-05",) * 2),
        *(("1589443200.75", "2020-05-14"), ("1589443200000.5", "2020-05-14")),
        *(("-147000000", "1965-05-05"), ("-147000000000", "1965-05-05")),
        *(("14-May-20", "2020-05-14"), ("14-May-2020", "2020-05-14"), ("5-Dez-98", "1998-12-05")),
        *(("2020-05", "2020-05-01"), ("05/2020", "2020-05-01"), ("May 2020", "2020-05-01")),
        *(("2020", "2020-01-01"), ("1958", "1958-01-01")),
    ],
)
def test_a_date_is_read_however_it_is_written(date: str, day: str) -> None:
    seconds = seconds_of(date)
    assert seconds is not None
    assert str(utc_day(seconds)) == day


@pytest.mark.parametrize(
    "date", ["2020-13", "0000", "0000-00-00", "May-20", "0", "-1", "31.02.2020", "yesterday"]
)
def test_what_is_no_date_is_not_taken_for_one(date: str) -> None:
    assert seconds_of(date) is None


def test_each_trouble_with_dates_is_told_and_counted_on_its_own(tmp_path: Path) -> None:
    file = tmp_path / "films.csv"
    dates = ("2999-01-01", "03/04/2020", "01/02/2021", "soon", "2999-01-02", "2020-05-14")
    rows = "\n".join(f"Film {n},2000,8,{date}" for n, date in enumerate(dates))
    file.write_text(f"Title,Year,Rating,Date\n{rows}\n", encoding="utf-8")
    assert [(problem.what, problem.count) for problem in read_export(file).problems] == [
        ("'2999-01-01' lies in the future", 2),
        ("'03/04/2020' has day and month in an order that no date of the file tells", 2),
        ("'soon' is not a date that is understood", 1),
    ]


def test_whether_the_day_comes_first_the_whole_file_tells() -> None:
    assert seconds_of("03/04/2020") is None
    assert order_of(["03/04/2020", "12/25/2020"]) == "month first"
    assert order_of(["03/04/2020", "25/12/2020"]) == "day first"
    for order, day in (("month first", "2020-03-04"), ("day first", "2020-04-03")):
        seconds = seconds_of("03/04/2020", order)  # type: ignore[arg-type]
        assert seconds is not None
        assert str(utc_day(seconds)) == day


def test_a_text_of_criticker_has_scores_titles_and_links(tmp_path: Path) -> None:
    alien, ugly, lost = read(tmp_path, "criticker_text")
    assert (alien.line, alien.original, alien.is_series) == (6, "80/100", False)
    assert (ugly.title, ugly.year, ugly.stars) == ("The Good, the Bad & the Ugly", 1966, 0.5)
    assert (lost.title, lost.is_series) == ("Lost", True)


def test_a_text_of_criticker_is_one_whatever_the_persons_name(tmp_path: Path) -> None:
    file = tmp_path / "ratings.txt"
    for name in ("Ada, ", "Ada; ", "A film, rated by Ada, "):
        file.write_text(f"{name}at criticker.com\n\n90\tMonsters, Inc. (2001)\n", encoding="utf-8")
        (record,) = read_export(file).records
        assert (record.title, record.year, record.stars) == ("Monsters, Inc.", 2001, 4.5)


def test_the_profiles_of_a_household_are_told(tmp_path: Path) -> None:
    assert read_export(_netflix(tmp_path, "Ada", "Ada")).problems == ()
    (problem,) = read_export(_netflix(tmp_path, "Ada", "Bob")).problems
    assert str(problem) == (
        "Ratings.csv, line 3, column Profile Name: the file has 2 profiles of the household "
        "(Ada, Bob). 2 rows like this were read as one person's. "
        "Delete the rows of other people, and import the file again."
    )


def _netflix(folder: Path, *people: str) -> Path:
    header = NETFLIX.partition("\n")[0]
    rows = [f"{name},Alien,star,4,,PC,2015-01-01 10:00:00,2015-01-01" for name in people]
    file = folder / "Ratings.csv"
    file.write_text("\n".join([header, *rows]), encoding="utf-8")
    return file


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;\r"])
def test_a_first_line_for_excel_names_the_separator(first: str, tmp_path: Path) -> None:
    file = tmp_path / "films.csv"
    file.write_text(f"{first}\nTitle;Year;Rating\nHeat, or not;1995;8\n", encoding="utf-8")
    (record,) = read_export(file).records
    assert (record.title, record.year, record.stars, record.line) == ("Heat, or not", 1995, 4, 3)


def test_filmaffinitys_word_for_the_kind_is_no_part_of_the_title(tmp_path: Path) -> None:
    _, lost, duel = read(tmp_path, "filmaffinity")
    assert (lost.title, lost.is_series) == ("Lost", True)
    assert (duel.title, duel.is_series, duel.stars) == ("Duel", False, 3.5)
    assert read(tmp_path, "filmaffinity_list")[0].is_listed


def test_criticker_calls_the_score_a_rating_too_and_seasons_are_no_movies(tmp_path: Path) -> None:
    file = tmp_path / "ratings.csv"
    rows = "Rating,Film Name,Year,IMDB ID,Date Rated"
    rows += '\n80,Alien,1979,tt0078748,"Mar 05 2021, 21:30"\n70,Dark: Season 1,2017,tt5753856_s1,\n'
    file.write_text(rows, encoding="utf-8")
    alien, dark = read_export(file).records
    assert (alien.stars, alien.imdb_id, dark.is_series) == (4.0, 78748, True)
    assert alien.rated_at is not None
    assert str(utc_day(alien.rated_at)) == "2021-03-05"


def test_the_files_of_one_export_have_one_scale_and_only_what_was_guessed_changes(
    tmp_path: Path,
) -> None:
    (tmp_path / "films-a.csv").write_text("Title,Score\nAlien,4\nHeat,5/5\n", encoding="utf-8")
    (tmp_path / "films-b.csv").write_text("Title,Score\nStalker,8\n", encoding="utf-8")
    (tmp_path / "ratings.csv").write_text(LETTERBOXD, encoding="utf-8")
    export = read_export(tmp_path)
    assert export.guessed_scale == 10
    stars = {record.title: (record.stars, record.original) for record in export.records}
    assert stars["Alien"] == (2.0, "4/10")
    assert stars["Heat"] == (5.0, "5/5")
    assert stars["Stalker"] == (4.0, "8/10")
    assert stars["The Good, the Bad and the Ugly"] == (4.5, "4.5/5")
    wide = {record.title: record.stars for record in rescaled(export.records, 100)}
    assert (wide["Alien"], wide["Heat"], wide["Stalker"]) == (0.5, 5.0, 0.5)
    assert wide["The Good, the Bad and the Ugly"] == 4.5
