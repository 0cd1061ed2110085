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


SIMKL = (
    "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB\n"
    "1,Alien,movie,1979,completed,,2021-03-04,8,,,348,tt0078748\n"
    "2,Lost,tv,2004,completed,s1e1,2021-03-04,9,,1,348,tt0411008\n"
    "3,Stalker,movie,1979,plantowatch,,,,,,1398,tt0079944\n"
)
SIMKL_JSON = (
    '{"movies":[{"user_rated_at":"2021-03-04T10:00:00Z","user_rating":8,"status":"completed",'
    '"movie":{"title":"Alien","year":1979,"ids":{"imdb":"tt0078748","tmdb":"348"}}}],'
    '"shows":[{"user_rating":9,"status":"completed","show":{"title":"Lost","year":2004}}]}'
)
KINOPOISK = (
    "<html><body><table><tr><td>Русскоязычное название</td><td>Оригинальное название</td>"
    "<td>Год</td><td>Моя оценка</td><td>Дата</td></tr>"
    "<tr><td>Чужой</td><td>Alien</td><td>1979</td><td>7,9</td><td>22:05:38 22.03.2016</td></tr>"
    "<tr><td>Сталкер</td><td></td><td>1979</td><td>-</td><td>22:05:38 22.03.2016</td></tr>"
    "<tr><td>Шерлок</td><td>None</td><td>2008 \u2013 2013</td><td>9</td><td></td></tr>"
    "</table></body></html>"
)
NETFLIX = (
    "Profile Name,Title Name,Rating Type,Star Value,Thumbs Value,Device Model,Event Utc Ts,"
    "Region View Date\nAda,Alien,star,4,,PC,2015-01-01 10:00:00,2015-01-01\n"
    "Ada,Lost: Season 1,thumb,,2,PC,2019-01-01 10:00:00,2019-01-01\n"
)
CRITICKER_CSV = (
    "Score, Film Name, Year, Mini Review, URL, IMDB ID\n"
    '80,"Alien",1979,"","https://www.criticker.com/film/Alien/","tt0078748"\n'
    '0,"Lost",2004,"","https://www.criticker.com/tv/Lost/","tt0411008"\n'
)
MOVARY = "title,year,tmdbId,imdbId,watchedAt,comment\nAlien,1979,348,tt0078748,2021-03-04,\n"
YAMTRACK = (
    "media_id,source,media_type,title,image,season_number,episode_number,score,status,end_date\n"
    "348,tmdb,movie,Alien,,,,8.0,Completed,2021-03-04\n4607,tmdb,tv,Lost,,,,9,Planning,\n"
)
LIST = (
    "Letterboxd list export v7\nDate,Name,Tags,URL,Description\n2022-11-07,Mine,,x,\n\n"
    "Position,Name,Year,URL,Description\n1,Alien,1979,https://boxd.it/a,\n"
)
TRAKTEXPORT = (
    '{"username":"ada","ratings":[{"rated_at":"2021-03-04T10:00:00Z","rating":8,"movie":'
    '{"title":"Alien","year":1979,"ids":{"imdb":"tt0078748"}}}],"watchlist":[{"listed_at":'
    '"2021-03-04T10:00:00Z","movie":{"title":"Stalker","year":1979,"ids":{}}}]}'
)


def zipped(**members: str | bytes) -> bytes:
    """An archive of members; two underscores in a name stand for a slash, one for a point."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return content.getvalue()


CRITICKER_TEXT = (
    "ada's rankings at Criticker.com\n\nPage 1 of 1\n1 - 3 of 3 films\n\n"
    '80\tAlien (1979)\nSummary: "In space, no one can hear", and so on\n'
    "https://www.criticker.com/film/Alien/rating/ada\n\n"
    "0\tThe Good, the Bad &amp; the Ugly (1966)\nSummary: Gold\n"
    "https://www.criticker.com/film/The-Good/rating/ada\n\n"
    "90\tLost (2004)\nSummary: 99\tthings\nhttps://www.criticker.com/tv/Lost/rating/ada\n"
)
FILMAFFINITY = (
    "Title,Year,Directors,WatchedDate,Rating,Rating10\nAlien,1979,Ridley Scott,2021-11-11,4.0,8\n"
    '"Lost (Serie de TV)",2004,"J.J. Abrams, Damon Lindelof",2021-11-11,5.0,10\n'
    "Duel (TV),1971,Steven Spielberg,2021-11-12,3.5,7\n"
)
FILMAFFINITY_LIST = "Title,Year,Directors\nAlien,1979,Ridley Scott\n"
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
    "simkl": SIMKL.encode(),
    "simkl_json": SIMKL_JSON.encode(),
    "kinopoisk": KINOPOISK.encode("cp1251"),
    "netflix": NETFLIX.encode(),
    "criticker_csv": CRITICKER_CSV.encode(),
    "criticker_text": CRITICKER_TEXT.encode(),
    "filmaffinity": FILMAFFINITY.encode(),
    "filmaffinity_list": FILMAFFINITY_LIST.encode(),
    "movary": MOVARY.encode(),
    "yamtrack": YAMTRACK.encode(),
    "list": LIST.encode(),
    "traktexport": TRAKTEXPORT.encode(),
    "any": ANY.encode("utf-16"),
    "zip": zipped(ratings_csv=LETTERBOXD, diary_csv=DIARY, watchlist_csv=WATCHLIST),
}
