"""The numbers of profiles, which are never used again.

Another copy of the program may still hold a profile that was deleted.
"""

from engine.profile.storage.lines import Run

# The keyword, under profile 0 (nobody's), of the highest number that a profile has had.
LATEST = "latest profile"


def number_of(run: Run, name: str, key: str) -> tuple[int, str]:
    """The number and name of the profile with a key; where there is none, it is made."""
    found = run("SELECT id, name FROM profile WHERE name_key = ?", (key,)).fetchone()
    if found:
        return int(found[0]), str(found[1])
    (highest,) = run(
        "SELECT MAX(COALESCE((SELECT MAX(id) FROM profile), 0), COALESCE("
        "(SELECT CAST(value AS INTEGER) FROM remembered WHERE profile = 0 AND what = ?), 0))",
        (LATEST,),
    ).fetchone()
    number = int(highest) + 1
    run("INSERT OR REPLACE INTO remembered VALUES (0, ?, ?)", (LATEST, str(number)))
    run("INSERT INTO profile (id, name, name_key) VALUES (?, ?, ?)", (number, name, key))
    return number, name
