"""Search: finds the movies that match a query, in a thread or at once."""

from collections.abc import Callable

from tui.base.part import Part
from tui.log import error_log
from tui.rate.found import Found, find
from tui.state.current import of_dataset


class Search(Part):
    """Finds movies by their titles, and by the people who made them."""

    def open(self) -> None:
        """Go to the search box, and close what lies over it."""
        from tui.rate.screen import RateScreen

        self.ui.go_to("rate")
        for box in reversed(self.ui.screens[1:]):
            box.dismiss()
        if isinstance(self.ui.screen, RateScreen):
            self.ui.screen.focus_search()

    def key(self, key_id: str) -> str:
        """The key that finds movies, by its id: the slash, or the one that the person chose."""
        return self.ui.settings.keys().get(key_id, "slash")

    def find(
        self, query: str, then: Callable[[Found], None], failed: Callable[[str], None]
    ) -> None:
        """Find the best matches in a thread; a later query replaces this one."""
        opened = self.state.opened
        if opened is not None:
            self.background.run(
                "search",
                lambda _: find(opened, query),
                then,
                failed=failed,
                basis=of_dataset,
            )

    def find_now(self, query: str) -> Found | None:
        """Find the best matches at once; None, after a complaint, where the search failed."""
        opened = self.state.opened
        if opened is None:
            return None
        try:
            return find(opened, query)
        except Exception as error:
            self.complain(error_log.broke_off("search", error))
            return None

    def complain(self, sentence: str) -> None:
        """Say why the search failed."""
        self.ui.complain(sentence)
