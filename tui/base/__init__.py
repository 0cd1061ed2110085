"""The base classes of places, boxes and parts, and what a part is given.

Read part first (one thing that the app can do), then ui (what a part may do to the screen), then
place and box (the two kinds of screen).
"""
