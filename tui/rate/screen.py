"""Rate: search for movies and say what you think of them."""

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input

from tui.base.choices import step
from tui.base.place import Place
from tui.movies.pane import MoviePane
from tui.rate.columns import columns
from tui.rate.found import Found
from tui.rate.own_lists import KNOWN, LISTS, MINE, caption_of, rows_of
from tui.rate.search_box import SearchBox
from tui.state.current import Change, State
from tui.widgets.frame import Frame
from tui.widgets.item_list import ItemList
from tui.widgets.movie_line import MovieLine
from tui.widgets.movie_table import MovieTable

if TYPE_CHECKING:
    from engine.catalogue.dataset import Movie
    from tui.parts import Parts

LIST_KEYS = (
    Binding("m", "screen.next_list", "Lists", id="lists"),
    # Priority: heard before the next key, as the slash is.
    Binding(
        "escape",
        "app.do('search', 'open')",
        "Search",
        show=False,
        priority=True,
        id="back-to-search",
    ),
)


class RateScreen(Place):
    """A search box above a list; without a query, the list is one of LISTS."""

    NAME = "rate"
    HELP_TEXT = """\
Type all or part of a title; you may add the year. Typos, another word order and a missing article
are fine, and so are numbers in words, parts of a series (“rocky 4”) and initials (“lotr”). Names of
directors and actors work, too, once the facts have been fetched. **Enter** or **down** goes to the
list, **/** goes back to the search box, and there **Esc** clears it.

In the list, **1** to **5** give stars and move on, **+** and **-** change the rating by half a
star, **0** removes it. **w** puts a movie on your watchlist, **x** keeps it out of your
recommendations, **a** says that you have already seen it, **u** undoes the last change, as often as
you like, and **U** lists what was undone. **m** switches between well-known movies, your ratings,
your watchlist, the hidden movies and those seen. **n** asks about nine movies that tell the model
most about your taste. **s** shows movies similar to the one under the cursor, **S** or a click on a
heading sorts. Every rating is saved as you press the key. **i** imports ratings from elsewhere,
**P** opens the profiles.
"""
    AUTO_FOCUS = "#search"

    def __init__(self, state: State, parts: "Parts") -> None:
        super().__init__(state, parts)
        self._list = KNOWN
        self._answered = ""

    def compose_place(self) -> ComposeResult:
        """The search box, the caption of the list, the list."""
        yield SearchBox(placeholder="Search for a movie you have seen", id="search")
        table: MovieTable[Movie] = MovieTable(
            columns(self.state),
            lambda movie: movie.row,
            self.parts.movies.stars,
            self.parts.movies,
            moves_on=True,
            id="movies",
            keys=LIST_KEYS,
        )
        with Horizontal(id="rate"):
            yield Frame(table, id="list")
            yield MoviePane(self.state, self.parts.movies)
        yield MovieLine()

    @on(ItemList.Highlighted)
    def _tell(self) -> None:
        movie = self.table.current
        self.query_one(MovieLine).tell(movie)
        self.query_one(MoviePane).tell(movie)

    def follow(self, change: Change) -> None:
        """A new data set needs a new list; ratings and predictions only change cells."""
        if change is Change.DATASET:
            self.table.show([])  # the rows are another data set's until a search returns
            self._refill()
        elif change in (Change.RATINGS, Change.ADVICE):
            self.table.redraw()
            self._tell()
            if self._list != KNOWN and not self._query and self.state.opened is not None:
                self._entitle(len(rows_of(self._list, self.state)))  # the rows stay, to undo

    def on_mount(self) -> None:
        """Show what there is already."""
        self._refill()

    @property
    def table(self) -> "MovieTable[Movie]":
        """The list."""
        return self.query_one("#movies", MovieTable)

    @on(Input.Changed, "#search")
    def _typed(self) -> None:
        if not self._query or self._query != self._answered:
            self._refill()

    async def action_to_list(self) -> None:
        """Go to the list; search at once if the key came before the search had finished."""
        await self.query_one(SearchBox).settled()
        query = self._query
        if query != self._answered and self.state.opened is not None:
            found = self.parts.search.find_now(query)
            if found is None:
                self._answered = query
            else:
                self._found(query, found)
        self.set_focus(self.table)

    def action_clear_search(self) -> None:
        """Empty the search box."""
        self.query_one("#search", Input).clear()

    def action_next_list(self) -> None:
        """Show the next list, and clear the search box, which has to be empty for that."""
        self._list = step(LISTS, self._list)
        search = self.query_one("#search", Input)
        if search.value:
            search.clear()
        else:
            self._refill()

    def focus_search(self) -> None:
        """Put the cursor in the search box and select the query, so that typing replaces it."""
        search = self.query_one("#search", Input)
        self.set_focus(search)
        search.action_select_all()

    @property
    def _query(self) -> str:
        return self.query_one("#search", Input).value.strip()

    def _refill(self) -> None:
        self._answered = ""
        if self.state.opened is None:
            return
        query = self._query
        if query:
            search = self.parts.search
            search.find(query, partial(self._found, query), partial(self._not_found, query))
        else:
            self._show(rows_of(self._list, self.state))

    def _found(self, query: str, found: Found) -> None:
        if query != self._query or query == self._answered:
            return  # a later key has changed the query, or Enter has shown the answer already
        self._answered = query
        assert self.state.opened is not None
        self.query_one(Frame).entitle(found.caption(query))
        self.table.show_found(found.lines(self.state.opened.dataset))
        self._tell()

    def _not_found(self, query: str, sentence: str) -> None:
        """Report a search that failed, unless Enter has reported it already."""
        if query == self._query and query != self._answered:
            self._answered = query  # else Enter would only repeat the failure
            self.parts.search.complain(sentence)

    def _show(self, rows: list[int]) -> None:
        assert self.state.opened is not None
        dataset = self.state.opened.dataset
        self._entitle(len(rows))
        self.table.show([dataset.movie(row) for row in rows])
        self._tell()

    def _entitle(self, count: int) -> None:
        elsewhere = self._elsewhere() if self._list == MINE else ""
        self.query_one(Frame).entitle(caption_of(self._list, count) + elsewhere)

    def _elsewhere(self) -> str:
        """The rated movies that the data set lacks; the caption cuts off what does not fit."""
        here = self.state.profile_in_dataset
        titles = [here.title_of(movie_id) for movie_id in self.state.elsewhere] if here else []
        return f" · not in this data set: {', '.join(titles)}" if titles else ""
