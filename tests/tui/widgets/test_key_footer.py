from tests.tui.driving import Driver, started, stored_stars
from tests.tui.fakes import FakeEngine
from tui.widgets.key_footer import KeyFooter

MATRIX = 10


def line(app: Driver) -> str:
    """The keys as they are shown."""
    return app.screen().splitlines()[-1]


async def test_it_names_the_keys_that_are_heard_where_the_focus_is(engine: FakeEngine) -> None:
    async with started(engine) as app:
        shown = "↓ To the list Esc Clear F1 Help ^p Palette"
        assert line(app).split() == shown.split()
        await app.press("down")
        assert line(app).startswith(" 12345 Stars  +- Half  w Want")
        assert line(app).endswith(" ? Help  ^p Palette")


async def test_on_a_wide_screen_it_shows_all_that_matters_in_groups(engine: FakeEngine) -> None:
    async with started(engine, "down", size=(170, 24)) as app:
        rate, here, movie, work = line(app).split("│")
        assert [word for word in here.split() if len(word) == 1] == ["m"]
        assert [word for word in movie.split() if len(word) == 1] == ["⏎", "s"]
        assert [word for word in work.split() if len(word) == 1] == [*"/ntieP?"]
        assert rate.split()[-2:] == ["u", "Undo"]


async def test_a_key_of_the_person_s_own_is_shown_in_its_place(engine: FakeEngine) -> None:
    from tests.tui.driving import write_settings

    write_settings('[keys]\nlists = "ctrl+l"\n')
    async with started(engine, "down") as app:
        assert "^l Lists" in line(app)


async def test_a_click_presses_the_key(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        await app.pilot.click(KeyFooter, offset=(line(app).index("Want"), 0))
        await app.shows("The Matrix: on your watchlist")


async def test_of_several_keys_a_click_presses_the_one_it_hits(engine: FakeEngine) -> None:
    async with started(engine, "down") as app:
        await app.pilot.click(KeyFooter, offset=(line(app).index("12345") + 3, 0))
        await app.shows("The Matrix: ★★★★. u undoes")
        assert stored_stars() == {MATRIX: 4.0}
        await app.pilot.click(KeyFooter, offset=(line(app).index("Stars"), 0))
        await app.pilot.click(KeyFooter, offset=(line(app).index("+-"), 0))
        await app.rest()
        assert stored_stars() == {MATRIX: 4.5}


async def test_a_click_beside_the_keys_presses_none(engine: FakeEngine) -> None:
    async with started(engine, "down", size=(200, 24)) as app:
        await app.pilot.click(KeyFooter, offset=(170, 0))
        await app.rest()
        assert "ann: 0 rated" in app.screen()


async def test_the_key_under_the_mouse_stands_out_until_the_mouse_leaves(
    engine: FakeEngine,
) -> None:
    async with started(engine, "down") as app:

        def background() -> object:
            style = app.app.screen.get_style_at(line(app).index("Want"), 23)
            return style.bgcolor

        usual = background()
        await app.pilot.hover(KeyFooter, offset=(line(app).index("Want"), 0))
        await app.until(lambda: background() != usual)
        await app.pilot.hover("#caption")
        await app.until(lambda: background() == usual)


async def test_on_a_narrow_screen_it_is_cut_off(engine: FakeEngine) -> None:
    async with started(engine, "down", size=(60, 20)) as app:
        assert len(line(app)) <= 60


async def test_for_you_shows_at_80_columns_how_to_steer_and_how_to_ask(engine: FakeEngine) -> None:
    async with started(engine, "down", "5", "f3") as app:
        await app.shows("Match 99")
        assert " 12345 ★ " in line(app)
        assert " / Ask  f Steer " in line(app)
        await app.pilot.click(KeyFooter, offset=(line(app).index("12345") + 3, 0))
        await app.until(lambda: set(stored_stars().values()) == {4.0, 5.0})
    async with started(engine, "f3", size=(90, 24)) as app:
        assert " 12345 Stars " in line(app)
