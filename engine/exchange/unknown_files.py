"""Says what a file of no known layout seems to be, and what could be read in its place."""

from engine.exchange.contents import Content, Table
from engine.exchange.readers import listed, programs
from engine.exchange.records import ExchangeError, UnknownColumnsError
from engine.exchange.untrusted_files import Part


def unknown(part: Part, content: Content) -> ExchangeError:
    """The error for a file that no reader recognises."""
    if isinstance(content, Table):
        return UnknownColumnsError(
            f"{part.name}, line 1: no columns of titles and ratings were recognised. "
            "Name them with --title-column and --rating-column.",
            content.header,
        )
    if part.kind == "xml":
        return unknown_xml(part, "it contains no film")
    return ExchangeError(
        f"{part.name}, line 1: this JSON is not a list of ratings from {listed(programs('json'))} "
        "or from this program. Name ratings-movies.json or the whole ZIP."
    )


def unknown_xml(part: Part, why: str) -> ExchangeError:
    """The error for an XML file that is not a list of ratings, with the reason."""
    known = listed(programs("xml"))
    return ExchangeError(
        f"{part.name}, line 1: this XML is not a list of ratings from {known} ({why}). "
        f"Name the XML that {known} exports."
    )
