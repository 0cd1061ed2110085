from engine.catalogue.dataset import Movie
from engine.recommend.advice import Reason, Recommendation
from engine.recommend.choice.choice import FactPart
from tui.for_you.reasons_in_words import long_reason, reasons_in_lines, short_reason

ARRIVAL = Movie(1, 10, "Arrival", 2016, ("Sci-Fi",), 0, 0, 26, 3.98)
DUNE = Movie(2, -7, "Dune: Part Two", 2024, ("Sci-Fi",), 7, 0, 0, 0.0)
FACTS = (FactPart("Denis Villeneuve", "directors", 9.0), FactPart("Sci-Fi", "genres", 3.0))


def recommended(movie: Movie) -> Recommendation:
    reasons = (Reason(ARRIVAL, 4.5, 2.0),)
    return Recommendation(1, movie, 4.1, 0.9, 0.4, reasons, 87, FACTS)


def test_a_movie_that_nobody_rated_is_explained_by_its_facts_first() -> None:
    told = long_reason(recommended(DUNE), exact=True, trained=True, width=80).plain.splitlines()
    assert told[0] == "Match 87 · Pred 4.1 ±0.9 · Dune: Part Two · Sci-Fi · rated by nobody here"
    assert told[1:] == [
        "because it is by Denis Villeneuve, Sci-Fi",
        "    and you gave ★★★★½ to Arrival (+2 points)",
    ]
    assert short_reason(recommended(DUNE)) == "Denis Villeneuve, Sci-Fi"


def test_any_other_by_the_ratings_that_lifted_it() -> None:
    told = long_reason(recommended(ARRIVAL), exact=True, trained=True, width=80).plain.splitlines()
    assert told[1] == "because you gave ★★★★½ to Arrival (+2 points)"
    assert short_reason(recommended(ARRIVAL)) == "Arrival"


RING = "The Lord of the Rings: The Fellowship of the Ring (Bakshi)"
LONG = Movie(3, 30, RING, 2001, ("Adventure", "Animation", "Fantasy"), 0, 0, 198, 4.1)


def test_in_a_narrow_line_titles_are_cut_in_the_middle_and_what_follows_is_told() -> None:
    item = Recommendation(1, LONG, 4.1, 0.9, 0.4, (Reason(LONG, 4.5, 25.0),), 87)
    first, second = long_reason(item, exact=True, trained=False, width=60).plain.splitlines()
    assert first == "Match 87 · The Lord of th…ip of the Ring · 4.1 (198 ratings)"
    assert second == "because you gave ★★★★½ to The Lord o…f the Ring (+25 points)"
    wide, _ = long_reason(item, exact=True, trained=False, width=110).plain.splitlines()
    assert wide == f"Match 87 · {RING} · Adventure · 4.1 (198 ratings)"


def test_of_a_movie_that_nothing_tells_of_that_is_said_and_not_that_people_like_it() -> None:
    nothing = recommended(DUNE)._replace(reasons=(), facts=())
    told = "Nothing that you have rated tells of it yet."
    assert long_reason(nothing, exact=True, trained=True, width=80).plain.endswith(f"\n{told}")
    assert reasons_in_lines(nothing, exact=True).plain == told
    liked = recommended(ARRIVAL)._replace(reasons=(), facts=())
    assert reasons_in_lines(liked, exact=True).plain == "People like it in general."


def test_facts_that_have_no_room_beside_a_title_are_left_out_whole() -> None:
    reason = Reason(LONG, 4.5, 25.0, lambda: LONG.genres)
    item = Recommendation(1, LONG, 4.1, 0.9, 0.4, (reason,), 87)
    _, wide = long_reason(item, exact=True, trained=False, width=110).plain.splitlines()
    assert wide.endswith("The Fellowship of the Ring (+25 points: Adventure, Animation)")
    _, narrow = long_reason(item, exact=True, trained=False, width=60).plain.splitlines()
    assert narrow.endswith("(+25 points)")
