"""Search: from what is typed to rows of the data set, in a thread or at once."""

from collections.abc import Callable

from tui.base.part import Part
from tui.log import error_log
from tui.state.current import of_dataset

SHOWN = 100  # movies at most


class Search(Part):
    """Finds movies by their titles."""

    def open(self) -> None:
        """Go to the search box."""
        from tui.rate.screen import RateScreen

        self.ui.go_to("rate")
        if isinstance(self.ui.screen, RateScreen):
            self.ui.screen.focus_search()

    def find(
        self, query: str, then: Callable[[list[int]], None], failed: Callable[[str], None]
    ) -> None:
        """Find the best movies in a thread; a later query takes the place of this one."""
        opened = self.state.opened
        if opened is not None:
            self.background.run(
                "search",
                lambda _: opened.search.search(query, SHOWN),
                then,
                failed=failed,
                basis=of_dataset,
            )

    def find_now(self, query: str) -> list[int] | None:
        """Find them before anything else is done; None, after a sentence, where that broke."""
        opened = self.state.opened
        if opened is None:
            return None
        try:
            return opened.search.search(query, SHOWN)
        except Exception as error:
            self.complain(error_log.broke_off("search", error))
            return None

    def complain(self, sentence: str) -> None:
        """Say why nothing is found."""
        self.ui.complain(sentence)
