"""Profiles: the first start, the list of profiles, and changes to them."""
