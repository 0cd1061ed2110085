"""What a model learns from besides ratings, and what is missing for it."""

from typing import TYPE_CHECKING

from engine.model.settings import Settings

if TYPE_CHECKING:
    from tui.state.opened import Opened


def optional_inputs(opened: "Opened", choices: Settings) -> list[str]:
    """The inputs of a run that not every data set has: tags, facts."""
    there = {"tags": bool(opened.dataset.tag_names), "facts": opened.facts is not None}
    return [] if choices.ids_alone else [name for name in there if there[name]]


def inputs_in_words(opened: "Opened", choices: Settings) -> str:
    """All inputs of a run, then those that are missing."""
    if choices.ids_alone:
        return "users and movies only"
    found = optional_inputs(opened, choices)
    missing = [] if "tags" in found else ["no tags"]
    if "facts" not in found:
        data = opened.dataset
        linked = data.imdb_ids.any() or data.tmdb_ids.any()
        # Beside "no tags", on 80 columns, there is no room for "yet".
        fetch = "no facts (Ctrl+P)" if missing else "no facts yet (Ctrl+P)"
        missing.append(fetch if linked else "no links for facts")
    return " · ".join(filter(None, [", ".join(["genres", "years", *found]), ", ".join(missing)]))
