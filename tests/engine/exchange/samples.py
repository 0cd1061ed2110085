"""One small export of each kind, as the programs write them."""

import io
import zipfile

LETTERBOXD = (
    "Date,Name,Year,Letterboxd URI,Rating\n"
    '2021-03-04,"The Good, the Bad and the Ugly",1966,https://boxd.it/2b,4.5\n'
    "2021-03-05,Amélie,2001,https://boxd.it/2c,\n"
)
DIARY = (
    "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
    "2021-03-06,Heat,1995,https://boxd.it/2d,3.5,Yes,,2021-03-01\n"
)
REVIEWS = (
    "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"
    '2021-03-06,Heat,1995,https://boxd.it/2d,3.5,,"Two lines,\nand a comma",,2021-03-01\n'
)
WATCHLIST = "Date,Name,Year,Letterboxd URI\n2021-03-05,Stalker,1979,https://boxd.it/3a\n"
IMDB = (
    "Const,Your Rating,Date Rated,Title,Original Title,URL,Title Type,IMDb Rating,"
    "Runtime (mins),Year,Genres,Num Votes,Release Date,Directors\n"
    "tt0133093,9,2020-01-02,The Matrix,The Matrix,https://www.imdb.com/title/tt0133093,"
    "Movie,8.7,136,1999,Action,2000000,1999-03-31,Lana Wachowski\n"
    "tt0903747,10,2020-01-03,Breaking Bad,Breaking Bad,https://www.imdb.com/title/tt0903747,"
    "TV Series,9.5,45,2008,Crime,2000000,2008-01-20,\n"
)
IMDB_OLD = (
    '"position","const","created","modified","description","Title","Title type","Directors",'
    '"You rated","IMDb Rating","Runtime (mins)","Year","Genres","Num. Votes",'
    '"Release Date (month/day/year)","URL"\n'
    '"1","tt0113277","Fri Mar  4 00:00:00 2016","","","Heat","Feature Film","Michael Mann",'
    '"8","8.2","170","1995","crime","400000","1995-12-15","http://www.imdb.com/title/tt0113277/"\n'
)
TMDB = (
    "TMDb ID,IMDb ID,Type,Name,Release Date,Season Number,Episode Number,Rating,Your Rating,"
    "Date Rated\n603,tt0133093,movie,The Matrix,1999-03-31,,,8.2,9,2020-01-02T10:00:00Z\n"
    "1396,tt0903747,tv,Breaking Bad,2008-01-20,,,8.9,10,2020-01-02T10:00:00Z\n"
)
MOVIELENS = (
    "movie_id,imdb_id,tmdb_id,rating,average_rating,title\n"
    '2571,0133093,603,4.5,4.15,"Matrix, The (1999)"\n'
)
OWN = (
    "movie_id,title,year,genres,rating,rated_at,imdb_url,tmdb_url\n"
    "20,'=Sum,2007,Horror,3.5,2021-03-04T10:00:00+00:00,"
    "https://www.imdb.com/title/tt1038988/,https://www.themoviedb.org/movie/8329\n"
)
TRAKT = (
    '[{"rated_at":"2019-05-06T07:08:09.000Z","rating":8,"type":"movie","movie":{"title":"Heat",'
    '"year":1995,"ids":{"trakt":1,"slug":"heat-1995","imdb":"tt0113277","tmdb":949}}},'
    '{"rated_at":"2019-05-06T07:08:09.000Z","rating":8,"type":"show","show":{"title":"Lost",'
    '"year":2004,"ids":{"trakt":2}}}]'
)
CRITICKER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<recentratings>'
    "<film><filmid>1</filmid><filmname>Matrix, The (1999)</filmname>"
    "<filmlink>https://www.criticker.com/film/The-Matrix/rating/ada</filmlink>"
    "<rating>85</rating><imdbid>tt0133093</imdbid></film>"
    "<film><filmid>2</filmid><filmname>Lost &amp; Found (2004)</filmname>"
    "<filmlink>https://www.criticker.com/tv/Lost/rating/ada</filmlink>"
    "<score>71</score><imdbid></imdbid></film></recentratings>"
)
OWN_JSON = (
    '[{"movie_id":20,"title":"=Sum","year":2007,"imdb_id":"tt1038988","tmdb_id":8329,"stars":3.5,'
    '"rated_at":"2021-03-04T10:00:00Z","watchlist":false,"original":"7/10"},'
    '{"movie_id":-3,"title":null,"stars":null,"rated_at":null,"watchlist":true}]'
)
LETTERBOXD_IMPORT = (
    "tmdbID,imdbID,Title,Year,Rating10,WatchedDate\n"
    "8329,tt1038988,'=Sum,2007,7,2021-03-04\n"
    "370755,,Paterson,2016,,\n"
)
ANY = "Film;My rating;Year\nHeat (1995);80;\nAlien;95;1979\n"


def zipped(**members: str | bytes) -> bytes:
    """An archive of members; two underscores in a name stand for a slash, one for a point."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


SAMPLES: dict[str, bytes] = {
    "letterboxd": LETTERBOXD.encode(),
    "diary": DIARY.encode(),
    "reviews": REVIEWS.encode(),
    "imdb": IMDB.encode(),
    "imdb_old": IMDB_OLD.encode("cp1252"),
    "tmdb": TMDB.encode(),
    "movielens": MOVIELENS.encode(),
    "own": OWN.encode(),
    "own_json": OWN_JSON.encode(),
    "letterboxd_import": LETTERBOXD_IMPORT.encode(),
    "trakt": TRAKT.encode(),
    "criticker": CRITICKER.encode(),
    "any": ANY.encode("utf-16"),
    "zip": zipped(ratings_csv=LETTERBOXD, diary_csv=DIARY, watchlist_csv=WATCHLIST),
}
