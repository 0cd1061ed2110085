"""What the person sees and presses; the only package that imports Textual."""

import os

# Textual reads this when it is imported. With its own 60 frames a second, what a key has changed
# waits up to 33 ms for the next; frames without a change cost nothing.
os.environ.setdefault("TEXTUAL_FPS", "120")
