"""The keys that work everywhere in a place, and in every list of movies."""

from textual.binding import Binding

COMMON_KEYS = [
    # Priority: heard before the next key, so that a query typed right after it gets searched.
    Binding("slash", "screen.find", "Find", key_display="/", priority=True, id="search"),
    Binding("u", "app.do('ratings', 'undo')", "Undo", id="undo"),
    Binding("U", "app.do('ratings', 'show_undone')", "Undone", show=False, id="undone"),
    Binding("n", "app.do('questions', 'ask')", "Nine questions", id="ask"),
    Binding("t", "app.do('training', 'start')", "Train", id="train"),
    Binding("i", "app.do('imports', 'ask')", "Import", id="import"),
    Binding("e", "app.do('exports', 'recommendations')", "Export", id="export"),
    Binding("P", "app.do('profiles', 'show')", "Profiles", id="profiles"),
    Binding("q", "app.quit", "Quit", show=False, id="quit"),
]
