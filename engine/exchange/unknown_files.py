"""Says what a file of no known layout seems to be, and what could be read in its place."""

from engine.exchange import seeming
from engine.exchange.contents import Content, Table, Tree
from engine.exchange.readers import listed, programs
from engine.exchange.records import ExchangeError, UnknownColumnsError
from engine.exchange.untrusted_files import Part


def unknown(part: Part, content: Content) -> ExchangeError:
    """The error for a file that no reader recognises."""
    if isinstance(content, Table):
        what, may_have_ratings = seeming.table(content.header, content.columns)
        if not may_have_ratings:
            return ExchangeError(
                f"{part.name}, line 1: this seems to be {what}, which has no ratings. Name a table "
                f"of them, or what one of these exports: {listed(programs('csv'))}."
            )
        return UnknownColumnsError(
            f"{part.name}, line 1: this seems to be {what}; no columns of titles and ratings were "
            "recognised. Name them with --title-column and --rating-column.",
            content.header,
        )
    if isinstance(content, Tree):
        return unknown_xml(part, "it contains no film")
    return ExchangeError(
        f"{part.name}, line 1: this JSON seems to be {seeming.json(content.value)}, not a list of "
        f"ratings from {listed(programs('json'))} or from this program. "
        "Name ratings-movies.json or the whole ZIP."
    )


def unknown_xml(part: Part, why: str) -> ExchangeError:
    """The error for an XML file that is not a list of ratings, with the reason."""
    known = listed(programs("xml"))
    return ExchangeError(
        f"{part.name}, line 1: this seems to be {seeming.xml(part.text)}, "
        f"not a list of ratings from {known} ({why}). "
        f"Name the XML that {known} exports."
    )
