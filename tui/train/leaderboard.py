"""The runs that have ended, the best first."""

from tui.state.run_log import Run
from tui.widgets.columns import Column
from tui.widgets.item_list import ItemList

COLUMNS: list[Column[Run]] = [
    Column("Run", lambda run: str(run.number), 3, align="right"),
    Column("Model", lambda run: run.plan.model, 7),
    Column("Validation", lambda run: f"{run.validation_mse:.3f}", 10, style="bold", align="right"),
    Column("Train", lambda run: f"{run.train_mse:.3f}", 5, align="right"),
    Column("Epoch", lambda run: str(run.epoch), 5, align="right"),
    Column("Seconds", lambda run: f"{run.seconds:.1f}", 7, align="right"),
    Column("Ended", lambda run: run.ended, 8),
    Column("Facts", lambda run: run.plan.optional_inputs or "none", share=1),
]


class Leaderboard(ItemList[Run]):
    """A list of runs; the one under the cursor is compared with the current run."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, id="runs")

    def rank(self, runs: list[Run]) -> None:
        """Show these runs, the best first; the cursor stays on its run."""
        ranked = sorted(runs, key=lambda run: run.validation_mse)
        chosen = self.current
        self.show(ranked, keep_cursor=True)
        if chosen in ranked:
            self.move_to(ranked.index(chosen))
