"""Which names a profile may have, and which names are the same."""

import unicodedata

from engine.profile.errors import ProfileError


def checked_name(name: str) -> str:
    """The name without blanks around it; raises ProfileError if it is empty or not text."""
    name = name.strip()
    if not name:
        raise ProfileError("A profile needs a name: type at least one letter.")
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise ProfileError(
            f"The profile name {name!a} contains bytes that are not text: type another name."
        ) from error
    return name


def name_key(name: str) -> str:
    """A key, equal for names that differ only in case or in how accents are encoded."""
    decomposed = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFD", decomposed.casefold())
