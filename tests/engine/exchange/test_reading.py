from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.exchange import untrusted_rows
from engine.exchange.any_csv import Columns
from engine.exchange.reading import Export, read_export
from engine.exchange.records import ExchangeError, Record
from engine.exchange.untrusted_files import Part
from tests.engine.exchange import samples
from tests.engine.exchange.samples import SAMPLES, zipped

NOON = 1614859200  # 4 March 2021 in UTC


def read(
    folder: Path, content: str | bytes, name: str = "file", columns: Columns | None = None
) -> Export:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_export(file, columns)


def test_letterboxds_ratings_have_titles_and_days_but_no_ids(tmp_path: Path) -> None:
    export = read(tmp_path, samples.LETTERBOXD)
    assert export.source == "Letterboxd"
    good, amelie = export.records
    title = "The Good, the Bad and the Ugly"
    assert (good.title, good.line, good.year) == (title, 2, 1966)
    assert (good.stars, good.original, good.rated_at) == (4.5, "4.5/5", NOON)
    assert good.is_seen and amelie.is_seen
    assert (amelie.title, amelie.stars) == ("Amélie", None)


def test_a_diary_tells_the_day_of_watching_and_reviews_may_have_lines(tmp_path: Path) -> None:
    for text in (samples.DIARY, samples.REVIEWS):
        (heat,) = read(tmp_path, text).records
        assert (heat.stars, heat.rated_at) == (3.5, NOON - 3 * 86400)


def test_only_its_name_tells_a_watchlist_from_what_was_watched(tmp_path: Path) -> None:
    assert read(tmp_path, samples.WATCHLIST, "watchlist.csv").records[0].watchlist
    assert not read(tmp_path, samples.WATCHLIST, "watched.csv").records[0].watchlist


def test_a_whole_letterboxd_export_says_each_movie_once(tmp_path: Path) -> None:
    export = read(
        tmp_path,
        zipped(
            profile_csv="Date Joined,Username\n2020-01-01,ada\n",
            ratings_csv=samples.LETTERBOXD.replace("Amélie,2001", "Heat,1995"),
            diary_csv=samples.DIARY,
            watchlist_csv=samples.WATCHLIST,
            deleted__diary_csv=samples.DIARY.replace("Heat", "Regretted"),
        ),
    )
    assert sorted((r.title, r.stars, r.watchlist) for r in export.records) == [
        ("Heat", 3.5, False),
        ("Stalker", None, True),
        ("The Good, the Bad and the Ugly", 4.5, False),
    ]


def test_imdbs_new_header_has_ids_and_says_what_is_a_series(tmp_path: Path) -> None:
    matrix, bad = read(tmp_path, samples.IMDB).records
    assert (matrix.imdb_id, matrix.stars, matrix.original) == (133093, 4.5, "9/10")
    assert not matrix.is_series
    assert bad.is_series


def test_imdbs_old_header_is_known_as_well(tmp_path: Path) -> None:
    (heat,) = read(tmp_path, samples.IMDB_OLD).records
    assert (heat.imdb_id, heat.stars, heat.is_series) == (113277, 4, False)
    assert heat.rated_at == 1457049600


def test_tmdbs_average_is_not_taken_for_the_persons_rating(tmp_path: Path) -> None:
    matrix, bad = read(tmp_path, samples.TMDB).records
    assert (matrix.tmdb_id, matrix.stars, matrix.year) == (603, 4.5, 1999)
    assert bad.is_series


def test_movielens_org_and_this_programs_own_files_name_the_movie(tmp_path: Path) -> None:
    (matrix,) = read(tmp_path, samples.MOVIELENS).records
    assert (matrix.movielens_id, matrix.title, matrix.year) == (2571, "The Matrix", 1999)
    (sum_,) = read(tmp_path, samples.OWN).records
    assert (sum_.movielens_id, sum_.imdb_id, sum_.tmdb_id) == (20, 1038988, 8329)
    assert (sum_.title, sum_.stars, sum_.rated_at) == ("=Sum", 3.5, 1614852000)


def test_this_programs_json_says_what_is_wished_and_what_a_rating_was(tmp_path: Path) -> None:
    sum_, wish = read(tmp_path, samples.OWN_JSON).records
    assert (sum_.movielens_id, sum_.imdb_id, sum_.tmdb_id) == (20, 1038988, 8329)
    assert (sum_.title, sum_.stars, sum_.original, sum_.rated_at) == (
        "=Sum",
        3.5,
        "7/10",
        1614852000,
    )
    assert wish == Record("", 2, movielens_id=-3, watchlist=True)
    export = read(tmp_path, samples.OWN_JSON.replace("3.5", "7"))
    assert export.records[0].stars is None
    assert "column stars: '7' is not a rating from 0 to 5" in str(export.problems[0])


def test_what_letterboxd_imports_is_read_as_well(tmp_path: Path) -> None:
    sum_, paterson = read(tmp_path, samples.LETTERBOXD_IMPORT).records
    assert (sum_.title, sum_.year, sum_.imdb_id, sum_.tmdb_id) == ("=Sum", 2007, 1038988, 8329)
    assert (sum_.stars, sum_.original, sum_.rated_at) == (3.5, "7/10", NOON)
    assert (paterson.tmdb_id, paterson.stars, paterson.watchlist) == (370755, None, False)
    *_, paterson = read(tmp_path, samples.LETTERBOXD_IMPORT, "my Watchlist.csv").records
    assert paterson.watchlist


def test_trakt_is_read_alone_and_from_both_kinds_of_archive(tmp_path: Path) -> None:
    for content in (
        samples.TRAKT.encode(),
        zipped(**{"ratings-movies_json": samples.TRAKT, "user-profile_json": "{}"}),
        zipped(**{"ada__ratings__ratings-movies_json": samples.TRAKT, "x_csv": "a"}),
    ):
        heat, lost = read(tmp_path, content).records
        assert (heat.imdb_id, heat.tmdb_id, heat.stars, heat.rated_at) == (
            113277,
            949,
            4,
            1557126489,
        )
        assert lost.is_series


def test_critickers_xml_is_read_whatever_it_calls_a_rating(tmp_path: Path) -> None:
    matrix, series = read(tmp_path, SAMPLES["criticker"]).records
    assert (matrix.title, matrix.year, matrix.imdb_id) == ("The Matrix", 1999, 133093)
    assert (matrix.stars, matrix.original) == (4.5, "85/100")
    assert (series.title, series.stars, series.is_series) == ("Lost & Found", 3.5, True)


def test_any_csv_will_do_and_its_scale_is_seen(tmp_path: Path) -> None:
    heat, alien = read(tmp_path, samples.ANY.encode("utf-16")).records
    assert (heat.title, heat.year, heat.stars) == ("Heat", 1995, 4)
    assert (alien.year, alien.stars, alien.original) == (1979, 5, "95/100")


def test_columns_and_scale_can_be_named(tmp_path: Path) -> None:
    text = "Was,Note\nHeat (1995),3\n"
    with pytest.raises(ExchangeError, match="--title-column"):
        read(tmp_path, text)
    (heat,) = read(tmp_path, text, columns=Columns("Was", "Note", scale=6)).records
    assert (heat.title, heat.stars) == ("Heat", 2.5)
    with pytest.raises(ExchangeError, match=r"line 1.*'Titel'.*note, was"):
        read(tmp_path, text, columns=Columns("Titel"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_survive_every_usual_encoding(encoding: str, tmp_path: Path) -> None:
    assert read(tmp_path, samples.LETTERBOXD.encode(encoding)).records[1].title == "Amélie"


@pytest.mark.parametrize("rating", ["1e400", "-inf", "6", "-1", "four"])
def test_what_is_no_rating_is_told_with_its_line(rating: str, tmp_path: Path) -> None:
    export = read(tmp_path, samples.LETTERBOXD.replace("4.5", rating))
    assert export.records[0].stars is None
    assert "line 2" in str(export.problems[0])


def test_titles_lose_what_a_terminal_would_obey(tmp_path: Path) -> None:
    odd = "\x1b[31mHe\x1b]0;own\x07at\u202e\x9b2J"
    export = read(tmp_path, samples.DIARY.replace("Heat", odd))
    assert export.records[0].title == "Heat"


LINK = zipped(ratings_csv="/etc/passwd")
LINK = LINK.replace(b"\x80\x01\0\0\0\0ratings.csv", b"\xff\xa1\0\0\0\0ratings.csv")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\x7fELF\x00\x01", "this is not a text file"),
        (b"title,rating\n" + b"x" * 30_000_000, "line 2: the line is longer"),
        (b"x" * 100_000_000, "larger than 32 MB"),
        (b"[" * 100_000, "this is not readable JSON"),
        (b'{"a":' * 100_000, "this is not readable JSON"),
        (b"[1, 2]", "not a list of ratings"),
        (b"[" + b",".join([b"{}"] * 100_001) + b"]", "more than 100,000 rows"),
        (b"title,rating\n" + b"a,5\n" * 100_001, "line 100002: the file has more"),
        (b"<a>" * 100_000, "not a list of ratings from Criticker"),
        (b"<a>" * 5_000_000, "larger than 4 MB"),
        (b"<a>" * 100_000 + b"</a>" * 100_000, "it contains no film"),
        (
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            "it defines entities",
        ),
        (b"PK\x03\x04 and no more", "damaged"),
        (zipped(ratings_csv=b"0" * 40_000_000), "larger than 32 MB"),
        (LINK, "a link"),
        (b"title,rating\n" + b'"' + b"x" * 200_000, "this is not readable CSV"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_files_are_refused_with_a_sentence(
    content: bytes, sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(ExchangeError, match=sentence):
        read(tmp_path, content)


@pytest.mark.parametrize(
    ("before", "row", "after"),
    [
        ("title,rating\n", "a,5\n", ""),
        ("<table>\n<tr><td>title<td>rating</tr>\n", "<tr><td>a<td>5</tr>\n", "</table>"),
    ],
)
def test_the_header_is_none_of_the_rows_of_which_there_may_be_so_many(
    before: str, row: str, after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(untrusted_rows, "MOST_ROWS", 3)
    fits = Part("films.csv", before + 3 * row + after)
    assert len(list(untrusted_rows.read_rows(fits))) == 4
    too_long = Part("films.csv", before + 4 * row + after)
    with pytest.raises(ExchangeError, match="more than 3 rows"):
        list(untrusted_rows.read_rows(too_long))


def test_a_member_outside_its_archive_is_refused(tmp_path: Path) -> None:
    archive = zipped(ratings_csv=samples.LETTERBOXD).replace(b"ratings.csv", b"../ings.csv")
    with pytest.raises(ExchangeError, match="lies outside"):
        read(tmp_path, archive)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", Path("a\0b")):
        with pytest.raises(ExchangeError, match="cannot be read"):
            read_export(path)


CELLS = st.one_of(st.text(max_size=20), st.floats().map(str), st.integers().map(str))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
@pytest.mark.parametrize("name", SAMPLES)
def test_no_input_raises_anything_but_exchange_error(
    name: str, tmp_path: Path, data: st.DataObject
) -> None:
    content = SAMPLES[name]
    at = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(at, len(content)))
    odd = data.draw(
        st.one_of(st.binary(max_size=40), CELLS.map(lambda t: t.encode("utf-8", "replace")))
    )
    _survives(tmp_path, content[:at] + odd + content[end:])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary())
@example(b'[{"movie":{"title":1,"year":1e400,"ids":[]},"rating":true}]')
@example(b"name,rating\n\xc2\xb2,\xc2\xb2\n")
def test_no_bytes_at_all_raise_anything_but_exchange_error(tmp_path: Path, content: bytes) -> None:
    _survives(tmp_path, content)


def _survives(folder: Path, content: bytes) -> None:
    try:
        export = read(folder, content)
    except ExchangeError as error:
        assert "line " in str(error)
    else:
        assert all(r.stars is None or 0.5 <= r.stars <= 5 for r in export.records)
