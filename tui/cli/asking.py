"""recommend --ask: what was asked for in words, and what of it was understood."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from engine.recommend.steering import Wish
from tui.cli.options import facts_command
from tui.cli.printing import complain, plain

if TYPE_CHECKING:
    from engine.catalogue.dataset import Dataset
    from engine.recommend.advice import Advice
    from engine.recommend.asking.parts import Asked
    from engine.recommend.asking.reading import Asking

ask_option = click.option(
    "--ask",
    metavar="WORDS",
    help='What you would say, such as "french crime from the 70s, nothing with Depardieu".',
)


def with_words(
    wish: Wish, asking: "Asking", line: str | None, dataset: "Dataset", *, aside: bool
) -> Wish:
    """The wish with what a line asks for, which is told; aside: on stderr.

    Where the output is no terminal it is told on stderr anyway.
    """
    if line is None:
        return wish
    asked = asking.read(line)
    for sentence in _told(asked, dataset):
        if aside or not sys.stdout.isatty():
            complain(sentence)
        else:
            click.echo(plain(sentence))
    return wish._replace(steering=replace(wish.steering, asked=asked.labels))


def tell_ways_out(advice: "Advice") -> None:
    """Where no movie is left, say on stderr what to give up."""
    if advice.recommendations:
        return
    complain("No movie is left.")
    for way in advice.ways_out:
        complain(way.sentence)


def _told(asked: "Asked", dataset: "Dataset") -> list[str]:
    sentences = [f"Understood: {' · '.join(asked.labels) or 'nothing'}."]
    if asked.left:
        sentences.append(f"Not understood: {', '.join(asked.left)}.")
    if asked.lacking:
        sentences.append(
            f"No facts here tell of: {', '.join(asked.lacking)}. "
            f"Fetch them with: {facts_command(dataset)}"
        )
    return sentences
