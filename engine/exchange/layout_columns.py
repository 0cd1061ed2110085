"""The columns of the tables that this program writes, by which it recognises them."""

OWN_COLUMNS = (
    "movie_id",
    "title",
    "year",
    "genres",
    "rating",
    "rated_at",
    "imdb_url",
    "tmdb_url",
    "watchlist",
    "original",
    "seen",
)
LETTERBOXD_COLUMNS = ("tmdbID", "imdbID", "Title", "Year", "Rating10", "WatchedDate")
IMDB_COLUMNS = (
    "Const",
    "Your Rating",
    "Date Rated",
    "Title",
    "Original Title",
    "URL",
    "Title Type",
    "IMDb Rating",
    "Runtime (mins)",
    "Year",
    "Genres",
    "Num Votes",
    "Release Date",
    "Directors",
)
YES = "yes"


def yes_or_not(said: bool) -> str:
    """The cell of a column that says yes or nothing."""
    return YES if said else ""
