"""What the person sees and presses; the only package that imports Textual."""

import os

# Textual reads this when it is imported. With its default of 60 frames a second, a change waits up
# to 33 ms for the next frame; frames without a change cost nothing.
os.environ.setdefault("TEXTUAL_FPS", "120")
