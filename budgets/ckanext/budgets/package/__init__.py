"""Fiscal Data Package: what the columns of a budget mean, and the facts in its rows."""
