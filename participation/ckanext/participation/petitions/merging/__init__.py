"""Two petitions that ask for the same: one closes and points to the other; nobody's name moves."""
