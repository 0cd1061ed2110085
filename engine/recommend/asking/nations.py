"""The nations that make movies: their adjectives, countries and languages."""

from typing import NamedTuple


class Nation(NamedTuple):
    """An adjective, its country, what facts call it and its predecessors, and its languages."""

    adjective: str
    country: str
    others: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


_SPANISH, _FRENCH, _GERMAN, _ARABIC = ("Spanish",), ("French",), ("German",), ("Arabic",)
_GERMANY = ("West Germany", "East Germany", "German Reich", "Weimar Republic", "Nazi Germany")
_CZECH = ("Czech Republic", "Czechia", "Czechoslovakia")
_YUGOSLAVIA = ("Socialist Federal Republic of Yugoslavia", "Federal Republic of Yugoslavia")
_CHINESE = ("Chinese", "Mandarin", "Standard Chinese", "Standard Mandarin", "Mandarin Chinese")
_UK = ("Great Britain", "England", "Scotland", "Wales")
_SCANDINAVIA = ("Denmark", "Norway", "Sweden")
_LATIN_AMERICA = (
    *("Argentina", "Brazil", "Chile", "Colombia", "Cuba", "Ecuador", "Mexico", "Peru", "Uruguay"),
    *("Bolivia", "Venezuela", "Guatemala", "Costa Rica", "Dominican Republic", "Paraguay"),
)
_ASIA = (
    *("China", "People's Republic of China", "Hong Kong", "British Hong Kong", "Taiwan", "Japan"),
    *("South Korea", "North Korea", "India", "Thailand", "Vietnam", "Indonesia", "Philippines"),
    *("Malaysia", "Singapore", "Mongolia", "Cambodia", "Bhutan", "Nepal", "Pakistan", "Bangladesh"),
)
NATIONS = (
    Nation("American", "United States", ("United States of America", "USA")),
    Nation("British", "United Kingdom", _UK),
    Nation("French", "France", (), _FRENCH),
    Nation("German", "Germany", _GERMANY, _GERMAN),
    Nation("Italian", "Italy", ("Kingdom of Italy",), ("Italian",)),
    Nation("Japanese", "Japan", ("Empire of Japan",), ("Japanese",)),
    Nation("Korean", "South Korea", ("Korea",), ("Korean",)),
    Nation("Chinese", "China", ("People's Republic of China",), (*_CHINESE, "Cantonese")),
    Nation("Taiwanese", "Taiwan"),
    Nation("Spanish", "Spain", (), (*_SPANISH, "Catalan", "Basque", "Galician")),
    Nation("Mexican", "Mexico", (), _SPANISH),
    Nation("Argentine", "Argentina", (), _SPANISH),
    Nation("Chilean", "Chile", (), _SPANISH),
    Nation("Colombian", "Colombia", (), _SPANISH),
    Nation("Cuban", "Cuba", (), _SPANISH),
    Nation("Peruvian", "Peru"),
    Nation("Brazilian", "Brazil", (), ("Portuguese", "Brazilian Portuguese")),
    Nation("Portuguese", "Portugal", (), ("Portuguese",)),
    Nation("Canadian", "Canada"),
    Nation("Australian", "Australia"),
    Nation("New Zealand", "New Zealand"),
    Nation("Irish", "Ireland", ("Republic of Ireland",)),
    Nation("Scottish", "Scotland"),
    Nation("Russian", "Russia", ("Soviet Union", "Russian Empire"), ("Russian",)),
    Nation("Soviet", "Soviet Union"),
    Nation("Ukrainian", "Ukraine"),
    Nation("Georgian", "Georgia"),
    Nation("Polish", "Poland", ("Polish People's Republic",), ("Polish",)),
    Nation("Czech", "Czech Republic", _CZECH, ("Czech", "Slovak")),
    Nation("Slovak", "Slovakia"),
    Nation("Hungarian", "Hungary", (), ("Hungarian",)),
    Nation("Romanian", "Romania", (), ("Romanian",)),
    Nation("Bulgarian", "Bulgaria"),
    Nation("Serbian", "Serbia", _YUGOSLAVIA),
    Nation("Croatian", "Croatia"),
    Nation("Bosnian", "Bosnia and Herzegovina"),
    Nation("Yugoslav", "Yugoslavia", _YUGOSLAVIA),
    Nation("Greek", "Greece", (), ("Greek", "Modern Greek")),
    Nation("Turkish", "Turkey", ("Türkiye",), ("Turkish",)),
    Nation("Danish", "Denmark", (), ("Danish",)),
    Nation("Swedish", "Sweden", (), ("Swedish",)),
    Nation("Norwegian", "Norway", (), ("Norwegian", "Bokmål")),
    Nation("Finnish", "Finland", (), ("Finnish",)),
    Nation("Icelandic", "Iceland", (), ("Icelandic",)),
    Nation("Estonian", "Estonia"),
    Nation("Latvian", "Latvia"),
    Nation("Lithuanian", "Lithuania"),
    Nation("Dutch", "Netherlands", ("Kingdom of the Netherlands",), ("Dutch",)),
    Nation("Belgian", "Belgium"),
    Nation("Swiss", "Switzerland"),
    Nation("Austrian", "Austria"),
    Nation("Indian", "India"),
    Nation("Pakistani", "Pakistan"),
    Nation("Iranian", "Iran", (), ("Persian",)),
    Nation("Israeli", "Israel"),
    Nation("Palestinian", "State of Palestine", ("Palestinian territories",)),
    Nation("Lebanese", "Lebanon"),
    Nation("Egyptian", "Egypt", (), (*_ARABIC, "Egyptian Arabic")),
    Nation("Moroccan", "Morocco"),
    Nation("Algerian", "Algeria"),
    Nation("Tunisian", "Tunisia"),
    Nation("Senegalese", "Senegal"),
    Nation("Nigerian", "Nigeria"),
    Nation("South African", "South Africa"),
    Nation("Thai", "Thailand", (), ("Thai",)),
    Nation("Vietnamese", "Vietnam", (), ("Vietnamese",)),
    Nation("Indonesian", "Indonesia"),
    Nation("Filipino", "Philippines"),
    Nation("Hong Kong", "Hong Kong", ("British Hong Kong",)),
    Nation("Scandinavian", "Scandinavia", _SCANDINAVIA),
    Nation("Nordic", "Nordic countries", (*_SCANDINAVIA, "Finland", "Iceland")),
    Nation("Latin American", "Latin America", _LATIN_AMERICA),
    Nation("Asian", "Asia", _ASIA),
)
# Other words for adjectives and countries.
ALSO_NATIONS = {
    "hollywood": "American",
    "us": "American",
    "persian": "Iranian",
    "argentinian": "Argentine",
    "south korean": "Korean",
    "czechoslovak": "Czech",
    "bollywood": "Indian",
}
ALSO_COUNTRIES = {
    "usa": "United States",
    "us": "United States",
    "america": "United States",
    "states": "United States",
    "uk": "United Kingdom",
    "britain": "United Kingdom",
    "korea": "South Korea",
    "holland": "Netherlands",
    "ussr": "Soviet Union",
    "czechia": "Czech Republic",
}

# "French-speaking" and "french language" are the language alone.
LANGUAGES = {name for nation in NATIONS for name in nation.languages} | {"English"}
ALSO_LANGUAGES = {f"{name} {word}": name for name in LANGUAGES for word in ("language", "speaking")}

# What in a line may be an adjective, a country or a language, whether anything is known of it here.
NAMED = frozenset(name.casefold() for n in NATIONS for name in (n.adjective, n.country))
SPOKEN = frozenset(name.casefold() for name in LANGUAGES)
