"""A profile in the movie ids of one data set, whichever data set its movies were rated in.

MovieLens gives a movie the same id in all its data sets; others may use other ids, but they name
the IMDb id. When the person says something about a movie, its title, year and IMDb id are kept with
the profile, so that they are known where a data set lacks the movie.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from engine.catalogue.added_movies import AddedMovie
from engine.catalogue.added_store import add_movies, drop_movies
from engine.catalogue.dataset import Dataset
from engine.profile.entries import Entry
from engine.profile.memory import About
from engine.profile.person import Profile


class ProfileInDataset:
    """Acts as the profile, but in the movie ids of a data set. Raises ProfileError as it does."""

    def __init__(self, profile: Profile, dataset: Dataset) -> None:
        self._profile = profile
        self._dataset = dataset
        self._kept: dict[int, About] = {}
        self._key_of_imdb: dict[int, int] = {}
        self._key_of_moved = {here: key for key, here in dataset.moved.items() if key < 0}
        self._said_as: dict[int, int] = {}
        self._read()

    def _read(self) -> None:
        self._kept = self._profile.memory.known_movies()
        self._key_of_imdb = {
            about.imdb_id: key for key, about in self._kept.items() if about.imdb_id
        }

    def entries(self) -> dict[int, Entry]:
        """The entries that are not empty, by movie id, in the profile's order.

        Of a film that was rated in two of the data set's rows, the newest rating counts.
        """
        self._read()
        found: dict[int, Entry] = {}
        self._said_as.clear()
        for said in self._profile.entries().values():
            entry = self._as_here(said)
            here = entry.movie_id
            if entry.stars is not None or here not in found:
                found.pop(here, None)  # to keep the order
                found[here], self._said_as[here] = entry, said.movie_id
        return found

    def missing(self) -> list[About]:
        """The rated movies of known title that the data set lacks, oldest rating first."""
        return [
            self._kept[entry.movie_id]
            for entry in self._profile.ratings()
            if entry.movie_id in self._kept
            and self._dataset.row_of(self._here(entry.movie_id)) is None
        ]

    def restore_added(self) -> None:
        """Add movies again of which the profile speaks, but the file of added movies no more.

        So a file that was damaged or deleted costs facts alone. Raises AddedError.
        """
        lost = [
            AddedMovie(key, about.title, about.year, about.imdb_id)
            for key, about in self._kept.items()
            if key < 0 and self._dataset.row_of(self._here(key)) is None
        ]
        if lost:
            said = self._profile.entries()  # only now: nearly always nothing is lost
            lost = [movie for movie in lost if movie.movie_id in said]
        if lost:
            add_movies(lost)

    def rate(self, movie_id: int, stars: float) -> Entry:
        """Give a movie stars."""
        return self._said(movie_id, lambda key: self._profile.rate(key, stars))

    def clear(self, movie_id: int) -> Entry:
        """Remove a movie's rating."""
        return self._said(movie_id, self._profile.clear)

    def toggle_watchlist(self, movie_id: int) -> Entry:
        """Put a movie on the watchlist, or take it off."""
        return self._said(movie_id, self._profile.toggle_watchlist)

    def toggle_not_interested(self, movie_id: int) -> Entry:
        """Add a movie to the dislikes, or remove it from them."""
        return self._said(movie_id, self._profile.toggle_not_interested)

    def toggle_seen(self, movie_id: int) -> Entry:
        """Mark a movie as seen, or no longer."""
        return self._said(movie_id, self._profile.toggle_seen)

    def put_all(self, entries: Iterable[Entry]) -> int:
        """Replace movies' entries, as one step to undo; return how many changed."""
        said = list(entries)
        self.entries()  # tells under which ids something has been said before
        abouts = {self._key(entry.movie_id): self._about(entry.movie_id) for entry in said}
        news = {key: about for key, about in abouts.items() if about and self._is_news(key, about)}
        self._profile.memory.note_movies(news)
        kept = [replace(entry, movie_id=self._key(entry.movie_id)) for entry in said]
        return self._profile.put_all(kept)

    def undo_step(self) -> list[Entry]:
        """Undo the latest step; return the entries as they are now.

        A movie that only an import had added, and of which nobody says anything any more, goes,
        too. Raises AddedError, beside ProfileError, if the file of added movies cannot be written.
        """
        entries = [self._as_here(entry) for entry in self._profile.undo_step()]
        undone = {entry.movie_id for entry in entries if entry == Entry(entry.movie_id)}
        imported = {movie.movie_id for movie in self._dataset.added if movie.imported}
        if gone := undone & imported:
            drop_movies(gone - set(map(self._here, self._profile.spoken_of_by_anybody())))
        return entries

    def title_of(self, movie_id: int) -> str:
        """The title of a movie, from this data set or the one where it was rated."""
        about = self._about(movie_id) or self._kept.get(self._key(movie_id))
        return about.title if about else f"movie {movie_id}"

    def _as_here(self, entry: Entry) -> Entry:
        here = self._here(entry.movie_id)
        return entry if here == entry.movie_id else replace(entry, movie_id=here)

    def _here(self, key: int) -> int:
        """The data set's id for a movie of the profile; if it lacks the movie, an unused id."""
        if key in self._dataset.moved:
            return self._dataset.moved[key]
        if self._is_the_same(key):
            return key
        imdb_id = self._kept[key].imdb_id if key in self._kept else 0
        row = self._dataset.row_of_imdb(imdb_id)
        if row is not None:
            return int(self._dataset.movie_ids[row])
        about = self._about(key)
        is_another = about is not None and about.imdb_id and imdb_id and about.imdb_id != imdb_id
        return -imdb_id if is_another else key

    def _key(self, movie_id: int) -> int:
        """The profile's id for a movie of the data set."""
        if movie_id in self._said_as:
            return self._said_as[movie_id]
        if self._key_of_moved.get(movie_id) in self._kept:
            return self._key_of_moved[movie_id]
        about = self._about(movie_id)
        if about is None or not about.imdb_id or self._is_the_same(movie_id):
            return movie_id
        if about.imdb_id in self._key_of_imdb:
            return self._key_of_imdb[about.imdb_id]
        kept = self._kept.get(movie_id)
        return -about.imdb_id if kept and kept.imdb_id else movie_id

    def _is_the_same(self, movie_id: int) -> bool:
        """Whether an id means the same movie here as in the data set where it was rated.

        IMDb ids are corrected now and then, so title and year are the better evidence.
        """
        kept, about = self._kept.get(movie_id), self._about(movie_id)
        return kept is not None and about is not None and kept[1:] == about[1:]

    def _said(self, movie_id: int, say: Callable[[int], Entry]) -> Entry:
        """Change a movie's entry by its key; save the movie's title, year and IMDb id with it."""
        key, about = self._key(movie_id), self._about(movie_id)
        news = {key: about} if about is not None and self._is_news(key, about) else {}
        with self._profile.at_once():
            if news:
                self._profile.memory.note_movies(news)
            entry = say(key)
        if news:
            self._read()
        return self._as_here(entry)

    def _is_news(self, key: int, about: About) -> bool:
        kept = self._kept.get(key)
        return kept is None or (bool(about.imdb_id) and kept.imdb_id != about.imdb_id)

    def _about(self, movie_id: int) -> About | None:
        row = self._dataset.row_of(movie_id)
        if row is None:
            return None
        movie = self._dataset.movie(row)
        return About(movie.imdb_id, movie.title, movie.year)
