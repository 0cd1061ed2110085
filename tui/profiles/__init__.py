"""Profiles: the first start, who rates on this machine, and changes of that."""
