"""Widgets that several places and boxes use."""
