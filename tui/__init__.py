"""What the person sees and presses; the only package that imports Textual."""
