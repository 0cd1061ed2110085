"""The line of keys at the bottom."""

from textual.widgets import Footer


class KeyFooter(Footer):
    """A footer that lets go of the keys it showed before.

    Textual's own keeps them all, some hundred widgets a minute of use
    (https://github.com/Textualize/textual/issues/6666), and the search for garbage among them would
    come to stop the keys for a tenth of a second at a time.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)

    async def recompose(self) -> None:
        """Show the keys of now, and forget those of before."""
        await super().recompose()
        self.mutate_reactive(Footer.compact)
