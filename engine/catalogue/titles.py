"""Turns movie titles as MovieLens writes them into titles as people write them."""

import re

_YEAR = re.compile(r"\((\d{4})(?:[-\u2013]\d{0,4})?\)\s*$")
_ARTICLE = re.compile(
    r"^(?P<rest>.+), (?P<article>(?:The|A|An|La|Le|Les|L'|Il|Lo|Gli|I|El|Los|Las|Der|Die|Das|Ein|"
    r"Eine|De|Het|Een|Den|Det|En|Et|Un|Une|Una|O|Os|As))$",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"\((a\.k\.a\. )?([^()]*)\)")


def split_year(title: str) -> tuple[str, int]:
    """Split "Heat (1995)" into ("Heat", 1995); the year is 0 where the title has none."""
    found = _YEAR.search(title)
    if found is None:
        return title.strip(), 0
    return title[: found.start()].strip() or title.strip(), int(found[1])


def lead_with_article(title: str) -> str:
    """Turn "Matrix, The" into "The Matrix"; other titles stay as they are."""
    found = _ARTICLE.match(title)
    if found is None:
        return title
    article = found["article"]
    gap = "" if article.endswith("'") else " "
    return f"{article}{gap}{found['rest']}"


def natural(title: str) -> str:
    """A title without its year as people write it, and so its alternatives in brackets."""
    main, bracket, rest = title.partition(" (")
    alternatives = _ALTERNATIVE.sub(
        lambda found: f"({found[1] or ''}{lead_with_article(found[2])})", bracket + rest
    )
    return lead_with_article(main) + alternatives
