"""The keys that work everywhere in a place, and in every list of movies."""

from textual.binding import Binding

COMMON_KEYS = [
    Binding("slash", "app.do('search', 'open')", "Find", key_display="/", id="search"),
    Binding("u", "app.do('ratings', 'undo')", "Undo", id="undo"),
    Binding("U", "app.do('ratings', 'show_undone')", "Undone", show=False, id="undone"),
    Binding("n", "app.do('questions', 'ask')", "Nine questions", id="ask"),
    Binding("t", "app.do('training', 'start')", "Train", id="train"),
    Binding("i", "app.do('imports', 'ask')", "Import", id="import"),
    Binding("e", "app.do('exports', 'recommendations')", "Export", id="export"),
    Binding("P", "app.do('profiles', 'show')", "Profiles", id="profiles"),
    Binding("q", "app.quit", "Quit", show=False, id="quit"),
]
