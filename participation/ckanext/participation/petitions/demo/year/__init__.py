"""A year of petitions at their own moments: a clock that is set, and the real rules."""
