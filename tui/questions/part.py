"""Questions: chooses what to rate next, and tells what the answers taught."""

import json
from typing import TYPE_CHECKING

from engine.profile.errors import ProfileError
from tui.base.part import Command, Context, Part
from tui.movies.part import Movies
from tui.state.current import of_person

if TYPE_CHECKING:
    from engine.profile.memory import Memory
    from engine.recommend.elicitation import Round

REMEMBERED = "not seen"
SECONDS_TO_READ = 10


class Questions(Part):
    """Asks about movies, and remembers which of them the person has not seen."""

    COMMANDS = (
        Command(
            "What to rate next", "Nine movies that tell the model most about you", "ask", key="ask"
        ),
    )

    def __init__(self, context: Context, movies: Movies) -> None:
        super().__init__(context)
        self._movies = movies

    def ask(self) -> None:
        """Open the box that asks about movies."""
        from tui.questions.screen import QuestionsScreen

        if self.state.missing:
            self.ui.notice(self.state.missing)
        elif not isinstance(self.ui.screen, QuestionsScreen):
            self.ui.show(QuestionsScreen(self.state, self._movies, self), self._asked)

    def choose(self) -> None:
        """Choose the next movies to ask about."""
        self._choose(is_last=False)

    def not_seen(self, row: int) -> None:
        """Remember that the person has not seen the movie in a row."""
        profile, opened = self.state.profile, self.state.opened
        if profile is None or opened is None:
            return
        movie_id, memory = int(opened.dataset.movie_ids[row]), profile.memory

        def keep() -> None:
            memory.remember(REMEMBERED, json.dumps(sorted({*_not_seen(memory), movie_id})))

        self.saving.save(f"{opened.dataset.titles[row]}, not seen", keep)

    def _asked(self, has_answered: bool | None) -> None:
        if has_answered:
            self._choose(is_last=True)

    def _choose(self, *, is_last: bool) -> None:
        opened, model, engine = self.state.opened, self.state.model, self.engine
        profile = self.state.profile
        if opened is None:
            return
        entries = list(self.state.entries.values())

        def choose(_tell: object) -> "Round":
            said = _not_seen(profile.memory) if profile else set()
            rows = (opened.dataset.row_of(movie_id) for movie_id in said)
            return engine.questions(
                opened, model, entries, {row for row in rows if row is not None}
            )

        self.background.run(
            "choosing questions",
            choose,
            self._learned if is_last else self._chosen,
            failed=self._not_chosen,
            basis=of_person,
        )

    def _learned(self, chosen: "Round") -> None:
        from tui.questions.screen import in_words

        if chosen.learned and chosen.questions:
            told = in_words(chosen.learned, chosen.questions.doubt)
            self.ui.tell(told, "Learned", seconds=SECONDS_TO_READ)

    def _chosen(self, chosen: "Round") -> None:
        from tui.questions.screen import QuestionsScreen

        if isinstance(self.ui.screen, QuestionsScreen):
            self.ui.screen.show(chosen)

    def _not_chosen(self, sentence: str) -> None:
        from tui.questions.screen import QuestionsScreen

        if isinstance(self.ui.screen, QuestionsScreen):
            self.ui.screen.complain(sentence)


def _not_seen(memory: "Memory") -> set[int]:
    """The ids of the movies that the person has said they have not seen."""
    try:
        said = json.loads(memory.recall(REMEMBERED) or "[]")
    except (ValueError, ProfileError):
        return set()
    return {each for each in said if isinstance(each, int)} if isinstance(said, list) else set()
