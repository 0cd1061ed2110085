"""The words that everybody uses for genres and wishes, and between them, folded as a query is."""

from engine.recommend.steering import LITTLE_KNOWN, WELL_KNOWN

# Genres of MovieLens by other words for them.
GENRES = {
    "science fiction": "Sci-Fi",
    "scifi": "Sci-Fi",
    "sf": "Sci-Fi",
    "documentaries": "Documentary",
    "docu": "Documentary",
    "doc": "Documentary",
    "cartoon": "Animation",
    "animated": "Animation",
    "animations": "Animation",
    "comedies": "Comedy",
    "comic": "Comedy",
    "funny": "Comedy",
    "scary": "Horror",
    "horrors": "Horror",
    "romantic": "Romance",
    "love story": "Romance",
    "love stories": "Romance",
    "thrilling": "Thriller",
    "suspense": "Thriller",
    "mysteries": "Mystery",
    "whodunit": "Mystery",
    "detective": "Mystery",
    "gangster": "Crime",
    "dramatic": "Drama",
    "noir": "Film-Noir",
    "kid": "Children",
    "kids": "Children",
    "child": "Children",
    "family": "Children",
    "for children": "Children",
    "family friendly": "Children",
    "for kids": "Children",
    "cowboy": "Western",
    "fantastic": "Fantasy",
    "adventures": "Adventure",
}

# Names for what fits two genres at once, or a genre and a nation.
BLENDS = {
    "romantic comedy": (("genre", "Romance"), ("genre", "Comedy")),
    "anime": (("genre", "Animation"), ("nation", "Japanese")),
}
BLENDED = {"romcom": "romantic comedy", "rom com": "romantic comedy"}

# Subjects by other words for them.
SUBJECTS = {
    "second world war": "World War II",
    "ww2": "World War II",
    "wwii": "World War II",
    "first world war": "World War I",
    "ww1": "World War I",
    "vietnam war": "Vietnam",
    "ai": "artificial intelligence",
    "feelgood": "feel-good",
}

FAME = {
    **dict.fromkeys(("hidden gem", "hidden gems", "little known", "lesser known"), LITTLE_KNOWN),
    **dict.fromkeys(("obscure", "underrated", "discoveries", "unknown"), LITTLE_KNOWN),
    **dict.fromkeys(("well known", "popular", "famous", "mainstream"), WELL_KNOWN),
    **dict.fromkeys(("blockbuster", "blockbusters", "safe bets"), WELL_KNOWN),
}

# What makes the words after it unwanted, or wanted again.
NEGATIONS = frozenset(
    (
        *("no", "not", "nothing", "none", "never", "without", "except", "excluding"),
        *("avoid", "minus", "isnt", "arent", "dont want", "do not want", "anything but"),
        *("but no", "but not", "but nothing", "but without", "not from the", "other than"),
    )
)
NEGATES_ONE = frozenset(("non",))  # and what follows is wanted again
ENDS_OF_NEGATION = frozenset(("but", "nothing but", "only", "just"))
JOINING = {"or": "or", "and": "and", "nor": "or", "plus": "and"}

# The kinds that the name after some words may have, the likeliest first.
_SETTING = ("setting", "subject")
LEADING: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("by", "made by", "films of", "movies of"), ("director", "company", "person")),
    "directed by": ("director",),
    **dict.fromkeys(("with", "starring", "featuring"), ("cast", "subject")),
    **dict.fromkeys(("about", "on", "dealing with", "to do with"), ("subject", "setting")),
    **dict.fromkeys(("set in", "takes place in", "taking place in", "set during"), _SETTING),
    **dict.fromkeys(("that play in", "playing in", "set on", "set at"), _SETTING),
    "in": ("language", "nation", "setting", "subject"),
    **dict.fromkeys(("made in", "shot in"), ("country",)),
    "from": ("country", "company", "director"),
    **dict.fromkeys(("part of", "parts of"), ("series",)),
}
TURNS = {*JOINING, *NEGATIONS, *NEGATES_ONE, *ENDS_OF_NEGATION, *LEADING}
# The kinds of names that nothing leads to, the likeliest first.
CLEAR_KINDS = ("genre", "nation", "country", "language", "series", "person", "company")
VAGUE_KINDS = ("setting", "subject", "person")
FORGIVEN = ("genre", "nation", "country")  # kinds of which a single word may be mistyped anywhere

# Words that ask for nothing.
_FILLERS = """
a an the some any something anything everything one ones movie movies film films flick flicks
picture pictures cinema i id im me my we us like want wanna to see watch find show give please
that which who is are was were be being it its this these those there kind kinds sort of for
tonight too very so really rather mostly also only just more most than as at on in by with from
about set made directed starring story stories language speaking spoken style feature features
maybe perhaps let lets and or but if id would love people person director directors actor actors
good best great nice cool awesome amazing favourite favorite based
series saga franchise trilogy time year years decade country
"""
FILLERS = frozenset(_FILLERS.split())
# Surnames that are words of their own: by themselves they are no name.
_ORDINARY = """
black white green brown gray grey young king love day best long short little wood woods stone
rain fox bell cross church hunt hall grant ford cage law pitt star north west winter summer may
march rose lane hill rivers banks field fields page bond rock price power powers strong wise
good gold silver hardy moss swift bush cook baker cooper hunter fisher mason miller smith knight
bishop pope duke prince marshall major french england german holland ireland paris london
"""
ORDINARY = frozenset(_ORDINARY.split())
