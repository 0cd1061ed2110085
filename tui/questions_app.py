"""QuestionsApp: the app's way from a key to what to rate next, and to what that taught."""

import json
from typing import TYPE_CHECKING

from textual import on

from engine.profile.storage.errors import ProfileError
from tui import workers
from tui.messages import QuestionsChosen
from tui.similar_app import SimilarApp

if TYPE_CHECKING:
    from tui.screens.questions import QuestionTable

REMEMBERED = "not seen"


class QuestionsApp(SimilarApp):
    """Asks about movies, and remembers which the person has not seen."""

    def action_ask(self) -> None:
        """Ask about movies whose stars would tell most."""
        from tui.screens.questions import QuestionsScreen

        if self.state.missing:
            self.notice(self.state.missing)
        elif not isinstance(self.screen, QuestionsScreen):
            self.push_screen(QuestionsScreen(self.state), self._asked)

    # Named for what it hears, not decorated: the screen is imported after the first frame.
    def on_questions_screen_more_wanted(self) -> None:
        """Ask on."""
        self._choose(is_last=False)

    def _asked(self, answers: int | None) -> None:
        if answers:
            self._choose(is_last=True)

    def _choose(self, *, is_last: bool) -> None:
        opened = self.state.opened
        if opened is None:
            return
        rows = (opened.dataset.row_of(movie_id) for movie_id in self._not_seen())
        self.in_background(
            "questions",
            workers.questions,
            opened,
            self.state.model,
            list(self.state.entries.values()),
            {row for row in rows if row is not None},
            is_last,
        )

    @on(QuestionsChosen)
    def _questions_chosen(self, message: QuestionsChosen) -> None:
        from tui.screens.questions import QuestionsScreen, in_words

        if message.is_last:
            if message.round and message.round.learned and message.round.questions:
                told = in_words(message.round.learned, message.round.questions.doubt)
                self.notify(told, title="Learned", markup=False, timeout=10)
            return
        if isinstance(self.screen, QuestionsScreen):
            if message.round is None:
                self.screen.complain(message.sentence)
            else:
                self.screen.show(message.round)

    def on_question_table_not_seen(self, message: "QuestionTable.NotSeen") -> None:
        """Remember that a movie was not seen."""
        from tui.screens.questions import QuestionsScreen

        profile, opened = self.state.profile, self.state.opened
        if profile is None or opened is None:
            return
        movie_id = int(opened.dataset.movie_ids[message.row])
        try:
            profile.memory.remember(REMEMBERED, json.dumps(sorted({*self._not_seen(), movie_id})))
        except ProfileError as error:
            self.complain(str(error))
        if isinstance(self.screen, QuestionsScreen):
            self.screen.not_seen.add(message.row)
            self.screen.redraw()

    def _not_seen(self) -> set[int]:
        """The ids of the movies that the person has said they have not seen."""
        if self.state.profile is None:
            return set()
        try:
            said = json.loads(self.state.profile.memory.recall(REMEMBERED) or "[]")
        except (ValueError, ProfileError):
            return set()
        return (
            {movie_id for movie_id in said if isinstance(movie_id, int)}
            if isinstance(said, list)
            else set()
        )
