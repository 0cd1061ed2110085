from rich.cells import cell_len

from tui.for_you.steered_line import steered

WISHES = ["discoveries 1 of 3", "1990 or later", "without Action or Adventure", "in French"]
HIDDEN = "1,500 hidden: 1,200 before 1990, 500 Action, 30 Adventure"
ALONE = "Bob has rated none of these"


def test_where_there_is_room_all_of_it_is_told() -> None:
    assert steered(WISHES[:2], [HIDDEN, ALONE], 200) == (
        f"Steered: discoveries 1 of 3 · 1990 or later │ {HIDDEN} │ {ALONE}"
    )
    assert steered(WISHES[:1], [], 200) == "Steered: discoveries 1 of 3"


def test_the_reasons_for_hiding_give_way_first_a_whole_one_at_a_time() -> None:
    assert steered(WISHES[:2], [HIDDEN], 96) == (
        "Steered: discoveries 1 of 3 · 1990 or later │ 1,500 hidden: 1,200 before 1990, 500 Action…"
    )
    assert steered(WISHES[:2], [HIDDEN], 60) == (
        "Steered: discoveries 1 of 3 · 1990 or later │ 1,500 hidden"
    )


def test_then_the_last_wishes_give_way_and_are_counted() -> None:
    assert steered(WISHES, [HIDDEN], 78) == (
        "Steered: discoveries 1 of 3 · 1990 or later · 2 more │ 1,500 hidden"
    )


def test_no_width_gets_a_longer_line_unless_one_wish_is_longer() -> None:
    for width in range(60, 200):
        assert cell_len(steered(WISHES, [HIDDEN], width)) <= width
