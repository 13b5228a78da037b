"""Checks of one statement against the passage that it cites, each for one way to be wrong; `qa.support` joins them."""
