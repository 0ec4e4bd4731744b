"""Reading petitions: lists and pages, for people and, at the same addresses, as data."""
