"""The two looks of the app itself; the palette offers Textual's, too.

One accent marks what is in hand: the place, the pane, the cursor. Gold is for stars alone. Green
and red are liked and not, always with a shape beside them.
"""

from textual.theme import Theme

DARK = Theme(
    name="movierec",
    primary="#4d8fb8",
    secondary="#8a97ab",
    accent="#74bfe0",
    warning="#e58f65",
    error="#dd7380",
    success="#86be85",
    foreground="#d8dce4",
    background="#14161b",
    surface="#1a1d24",
    panel="#232833",
    variables={
        "block-cursor-background": "#2c5674",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#263240",
        "footer-key-foreground": "#74bfe0",
        "footer-background": "#14161b",
        "border": "#74bfe0",
        "border-blurred": "#3b4352",
    },
)
LIGHT = Theme(
    name="movierec-light",
    primary="#2e6f97",
    secondary="#5b6675",
    accent="#1c6a92",
    warning="#b4521e",
    error="#b23444",
    success="#2f7d3b",
    foreground="#22262d",
    background="#f7f6f2",
    surface="#efede7",
    panel="#e1ded6",
    dark=False,
    variables={
        "block-cursor-background": "#2e6f97",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#cddbe4",
        "footer-key-foreground": "#1c6a92",
        "footer-background": "#f7f6f2",
        "border": "#1c6a92",
        "border-blurred": "#b9b5aa",
    },
)
THEMES = (DARK, LIGHT)
