import os
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from engine.files import paths
from engine.profile.entries import Entry
from tests.tui.driving import Driver, started, stored, stored_entry, stored_stars
from tests.tui.fakes import FakeEngine
from tui.imports.find_movie import FindMovieScreen
from tui.imports.name_columns import NameColumnsScreen
from tui.imports.pick_file import PickFileScreen
from tui.imports.preview import ImportPreviewScreen
from tui.state.opened import Opened

MATRIX, TOY_STORY, REC, HEAT = 10, 20, 30, 40
EXPORT = """Date,Name,Year,Letterboxd URI,Rating
2021-03-04,The Matrix,1999,https://boxd.it/1,4.5
2021-03-04,Toy Story,1995,https://boxd.it/2,3
2021-03-05,Toy,,https://boxd.it/4,2
2021-03-04,[b]Unheard Of,,https://boxd.it/3,3
"""


@pytest.fixture(autouse=True)
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's home, with an export among the downloads."""
    home = tmp_path / "home"
    folder = home / "Downloads"
    folder.mkdir(parents=True)
    (folder / "ratings.csv").write_text(EXPORT, encoding="utf-8")
    (folder / "holiday.jpg").touch()
    (folder / ".hidden.csv").touch()
    monkeypatch.setattr(Path, "home", lambda: home)
    return folder


async def previewed(app: Driver) -> None:
    """Go from a list to what the export among the downloads would change."""
    await app.press("down", "i")
    await app.until(lambda: "ratings.csv" in app.screen())
    await app.press("down", "enter")
    await app.until(lambda: isinstance(app.app.screen, ImportPreviewScreen))
    await app.rest()


async def test_an_export_is_picked_looked_at_and_brought_in(
    engine: FakeEngine, downloads: Path
) -> None:
    async with started(engine, size=(120, 36)) as app:
        await app.press("down", "i")
        await app.until(lambda: "ratings.csv" in app.screen())
        assert "holiday.jpg" not in app.screen()
        assert ".hidden.csv" not in app.screen()
        await app.press("down", "enter")
        await app.shows("Import from Letterboxd", "4 rows · i imports 2 movies")
        await app.shows("[all 4]", "new 2", "not found 2", "The Matrix: found The Matrix (1999) by")
        await app.shows("[b]Unheard Of", "not in this data set")
        assert stored_stars("ann") == {}
        await app.press("i")
        await app.shows("Imported 2 movies. u undoes all of it")
        assert stored_stars("ann") == {MATRIX: 4.5, TOY_STORY: 3.0}
        await app.says("Not found 2 rows are in ")
        kept = (downloads / "ratings-not-found.csv").read_text(encoding="utf-8")
        assert "Unheard Of" in kept
        await app.press("u")
        assert stored_stars("ann") == {}


async def test_files_of_every_kind_that_is_read_can_be_picked(
    engine: FakeEngine, downloads: Path
) -> None:
    names = ("kinopoisk.xls", "criticker.txt", "films.TSV", "c.xml", "trakt.zip", "t.json")
    for name in names:
        (downloads / name).touch()
    async with started(engine) as app:
        await app.press("down", "i")
        await app.shows("ratings.csv", *names)
        assert "holiday.jpg" not in app.screen()


async def test_nothing_is_changed_when_the_preview_is_left(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await previewed(app)
        await app.press("escape")
        assert stored_stars("ann") == {}


async def test_a_row_that_was_not_found_is_matched_by_hand(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await previewed(app)
        await app.press("right", "right", "down", "enter")
        await app.until(lambda: isinstance(app.app.screen, FindMovieScreen))
        await app.shows("Which movie is [b]Unheard Of?")
        await app.type("heat")
        await app.shows("Heat")
        await app.press("enter")
        await app.shows("i imports 3 movies")
        await app.press("i")
        await app.shows("Imported 3 movies")
        assert stored_stars("ann")[HEAT] == 3.0


async def test_where_no_title_is_like_the_row_it_is_said_what_to_do(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await previewed(app)
        await app.press("right", "right", "down", "enter")
        await app.tells(
            "No title is like “[b]Unheard Of”. Type other words, or press Esc",
            "the row stays as it was.",
        )
        await app.press("backspace")
        await app.tells("Type some of a title, or press Esc")
        await app.type("heat")
        await app.shows("Heat")
        assert "Esc:" not in app.box()


async def test_a_kind_of_which_no_row_is_left_says_how_to_go_on(engine: FakeEngine) -> None:
    async with started(engine) as app:
        await previewed(app)
        await app.press("right", "right")
        await app.shows("[not found 2]")
        for _ in range(2):
            await app.press("enter")
            await app.type("heat")
            await app.shows("Heat")
            await app.press("enter")
        await app.tells("There is no such row: → shows the next kind, Esc goes back.")
        await app.press("right")
        await app.tells("[new 3]")


async def test_a_folder_with_nothing_to_import_says_so(
    engine: FakeEngine, downloads: Path, tmp_path: Path
) -> None:
    (downloads / "ratings.csv").unlink()
    async with started(engine, "down", "i") as app:
        await app.tells("That folder shows no file", "⌫ goes up, / takes a path.")
        await app.press("slash")
        await app.type(str(tmp_path))
        await app.press("enter")
        await app.until(lambda: "home" in app.box() and "shows no file" not in app.box())


async def test_conflicts_are_settled_one_by_one_and_all_at_once(engine: FakeEngine) -> None:
    with stored() as ann:
        ann.put_all([Entry(MATRIX, 1, 2_000_000_000), Entry(TOY_STORY, 1, 2_000_000_000)])
    async with started(engine) as app:
        await previewed(app)
        await app.shows("conflict 2", "i imports 0 movies · conflicts: newest")
        await app.press("space")
        await app.shows("i imports 1 movie · conflicts: newest")
        await app.press("space")
        await app.shows("i imports 0 movies")
        await app.press("c")
        await app.shows("i imports 2 movies · conflicts: theirs")
        await app.press("space", "i")
        await app.shows("Imported 1 movie")
        assert stored_stars("ann") == {MATRIX: 1.0, TOY_STORY: 3.0}


async def test_a_file_that_cannot_be_read_is_told_and_its_path_stays(
    engine: FakeEngine, downloads: Path
) -> None:
    (downloads / "broken.csv").write_bytes(b"\x00\x01")
    async with started(engine, "down", "i", "slash", size=(160, 30)) as app:
        await app.type(str(downloads / "broken.csv"))
        await app.press("enter")
        await app.shows("broken.csv, line 1: this is not a text file")
        assert isinstance(app.app.screen, PickFileScreen)
        assert app.app.screen.query_one(Input).value == str(downloads / "broken.csv")


async def test_the_slash_that_leads_to_the_box_may_begin_the_path(
    engine: FakeEngine, downloads: Path
) -> None:
    (downloads / "broken.csv").write_bytes(b"\x00\x01")
    async with started(engine, "down", "i", size=(160, 30)) as app:
        await app.press("slash")
        await app.type(str(downloads / "broken.csv").removeprefix("/"))
        await app.press("enter")
        await app.shows("broken.csv, line 1: this is not a text file")


async def test_a_path_that_is_pasted_on_the_tree_stands_in_the_box(engine: FakeEngine) -> None:
    async with started(engine, "down", "i", size=(160, 30)) as app:
        box = app.app.screen.query_one(Input)
        app.app.post_message(Paste("/tmp/films.csv\n"))
        await app.rest()
        assert (box.value, box.has_focus) == ("/tmp/films.csv", True)


async def test_a_path_is_typed_and_a_folder_opened(engine: FakeEngine, tmp_path: Path) -> None:
    async with started(engine, "down", "i", "slash", size=(160, 30)) as app:
        await app.press("enter")
        await app.shows("Type the path of a file.")
        await app.type(str(tmp_path / "nowhere"))
        await app.press("enter")
        await app.shows("There is no file")
        await app.press("ctrl+a", "ctrl+k")
        await app.type(str(tmp_path))
        await app.press("enter")
        await app.until(lambda: "home" in app.screen())
        await app.press("escape")
        assert not isinstance(app.app.screen, PickFileScreen)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("~nobody-of-that-name/x", "~nobody-of-that-name is nobody's home folder here"),
        ("x" * 300, "this cannot be looked for (File name too long)"),
    ],
)
async def test_a_path_that_no_file_can_have_is_told(
    engine: FakeEngine, typed: str, told: str
) -> None:
    async with started(engine, "down", "i", "slash", size=(160, 30)) as app:
        app.app.screen.query_one("#path", Input).value = typed
        await app.press("enter")
        await app.tells(told)
        assert app.app.screen.query_one("#path", Input).value == typed


async def test_a_pipe_is_told_and_not_waited_for(engine: FakeEngine, downloads: Path) -> None:
    (downloads / "ratings.csv").unlink()
    os.mkfifo(downloads / "ratings.csv")
    async with started(engine, "down", "i", "slash", size=(160, 30)) as app:
        app.app.screen.query_one("#path", Input).value = str(downloads / "ratings.csv")
        await app.press("enter")
        await app.tells("it is a pipe or a device, not a file")


async def test_the_folder_above_is_a_key_away(engine: FakeEngine) -> None:
    async with started(engine, "down", "i") as app:
        await app.until(lambda: "ratings.csv" in app.screen())
        await app.press("backspace")
        await app.until(lambda: "Downloads" in app.screen() and ".csv" not in app.screen())


async def test_columns_that_are_not_known_are_asked_for(
    engine: FakeEngine, downloads: Path
) -> None:
    (downloads / "ratings.csv").write_text("Was,Wie,Wann\nHeat,9,1995\nAlien,7,1979\n")
    async with started(engine, "down", "i") as app:
        await app.until(lambda: "ratings.csv" in app.screen())
        await app.press("down", "enter")
        await app.until(lambda: isinstance(app.app.screen, NameColumnsScreen))
        await app.click("#read")
        await app.shows("Choose the columns of titles and ratings.")
        titles, ratings = (app.app.screen.query_one(f"#{each}") for each in ("title", "rating"))
        titles.value, ratings.value = "Was", "Wie"  # type: ignore[attr-defined]
        await app.click("#read")
        await app.until(lambda: isinstance(app.app.screen, ImportPreviewScreen))
        await app.press("i")
        await app.shows("Imported 2 movies")
        assert set(stored_stars("ann").values()) == {3.5, 4.5}


async def test_without_a_profile_it_is_said_how_to_get_one(engine: FakeEngine) -> None:
    paths.profiles_file().mkdir(parents=True)
    async with started(engine, "escape", "down", "i") as app:
        await app.shows("There is no profile yet")


async def test_a_row_in_doubt_comes_first_and_a_key_says_whether_it_is_right(
    engine: FakeEngine, downloads: Path
) -> None:
    spelled = EXPORT.replace("The Matrix,1999", "The Matrix,2000")
    (downloads / "ratings.csv").write_text(spelled, encoding="utf-8")
    async with started(engine, size=(120, 36)) as app:
        await previewed(app)
        await app.shows("likely", "i imports 2 movies")
        await app.press("n")
        await app.shows("i imports 2 movies, 1 new to the catalogue", "The Matrix: new to the")
        await app.press("a")
        await app.shows("i imports 1 movie")


async def test_a_guessed_scale_is_told_and_changed_with_a_key(
    engine: FakeEngine, downloads: Path
) -> None:
    (downloads / "ratings.csv").write_text("Title,Year,Rating\nThe Matrix,1999,4\n", "utf-8")
    async with started(engine, size=(120, 36)) as app:
        await previewed(app)
        await app.shows("best rating: 5", "No rating is above 5. If a better one is possible")
        await app.press("s")
        await app.shows("best rating: 10", "\u2605\u2605")
        await app.press("i")
        await app.until(lambda: stored_stars("ann") == {MATRIX: 2.0})


async def test_a_film_that_the_data_set_lacks_is_added_with_the_import_and_undone_with_it(
    bundled: Opened, downloads: Path
) -> None:
    header = EXPORT.splitlines()[0]
    row = "2024-03-04,[b]Nope,2022,https://boxd.it/9,4.5"
    (downloads / "ratings.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    async with started(FakeEngine(bundled=bundled), size=(120, 36)) as app:
        await previewed(app)
        await app.shows("i imports 1 movie, 1 new to the catalogue", "new film 1")
        await app.shows("[b]Nope: new to the catalogue")
        await app.press("space")
        await app.shows("not found 1", "i imports 0 movies")
        await app.press("space")
        await app.shows("i imports 1 movie, 1 new to the catalogue")
        await app.press("a")
        await app.shows("none is added (a)", "not found 1", "i imports 0 movies")
        await app.press("a", "i")
        await app.shows("Imported 1 movie, 1 new to the catalogue. u undoes all of it")
        await app.until(lambda: bool(app.state.opened and app.state.opened.dataset.added))
        assert app.state.opened is not None
        (nope,) = app.state.opened.dataset.added
        assert stored_stars("ann") == {nope.movie_id: 4.5}
        await app.press("escape")
        await app.press("u")
        await app.until(lambda: bool(app.state.opened and not app.state.opened.dataset.added))
        assert stored_stars("ann") == {}


async def test_a_film_imported_while_a_model_trains_waits_for_its_end(
    bundled: Opened, downloads: Path
) -> None:
    row = "2024-03-04,Nope,2022,https://boxd.it/9,4.5"
    text = f"{EXPORT.splitlines()[0]}\n{row}\n"
    (downloads / "ratings.csv").write_text(text, encoding="utf-8")
    engine = FakeEngine(bundled=bundled)
    async with started(engine, "down", "5", size=(120, 36)) as app:
        app.parts.training.start()
        await app.until(lambda: bool(engine.runs))
        await app.press("f2", "down", "i")
        await app.until(lambda: "ratings.csv" in app.screen())
        await app.press("down", "enter")
        await app.until(lambda: isinstance(app.app.screen, ImportPreviewScreen))
        await app.press("i")
        await app.shows("1 new to the catalogue")
        app.parts.profiles.look_for_changes()
        assert app.state.opened is not None
        assert app.state.opened.dataset.added == ()
        engine.let_go()
        await app.until(lambda: bool(app.state.opened and app.state.opened.dataset.added))
        assert engine.ended == ["finished"]


async def test_what_a_list_means_is_asked_for_and_a_key_changes_it(
    engine: FakeEngine, downloads: Path
) -> None:
    lines = (
        "Letterboxd list export v7\n\nPosition,Name,Year,URL\n1,The Matrix,1999,\n2,Heat,1995,\n"
    )
    (downloads / "ratings.csv").write_text(lines, encoding="utf-8")
    async with started(engine) as app:
        await previewed(app)
        await app.shows("l What the list means", "i imports 0 movies · on a list: left out (l)")
        await app.tells("What does the list mean? l: you want these movies, or have seen them.")
        await app.press("l")
        await app.shows("i imports 2 movies · on a list: wanted (l)")
        await app.press("l")
        await app.shows("i imports 2 movies · on a list: seen (l)")
        await app.press("i")
        await app.until(lambda: stored_entry(MATRIX).seen)


async def test_a_file_without_a_list_offers_no_meaning_of_lists(engine: FakeEngine) -> None:
    async with started(engine, size=(120, 36)) as app:
        await previewed(app)
        assert "What the list means" not in app.screen()


@pytest.fixture
def newer(downloads: Path) -> None:
    """One film of five is newer than the data set."""
    text = f"{EXPORT}2024-03-04,Tenet,2020,https://boxd.it/9,4.5\n"
    (downloads / "ratings.csv").write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("newer")
async def test_after_an_import_it_is_said_what_share_of_the_films_is_newer(
    bundled: Opened,
) -> None:
    async with started(FakeEngine(bundled=bundled), size=(120, 36)) as app:
        await previewed(app)
        await app.press("i")
        await app.tells("20% of these films are newer than films, which ends in 2017")
        await app.press("escape", "f3")
        await app.shows("From 3 ratings", "33% newer than these movies (Ctrl+P)")


@pytest.mark.usefixtures("newer")
async def test_a_key_fetches_what_came_since_and_nothing_more_is_said(bundled: Opened) -> None:
    engine = FakeEngine(bundled=bundled)
    async with started(engine, size=(120, 36)) as app:
        await previewed(app)
        await app.press("i")
        await app.tells("20% of these films are newer")
        await app.press("f")
        await app.shows("Fetching facts")
        engine.let_go()
        await app.until(lambda: not app.state.newer)
        await app.press("f3")
        await app.shows("From 3 ratings")
        assert "newer than these movies" not in app.screen()
