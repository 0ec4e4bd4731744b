"""Metadata dictionary: what each column of a table means, in CKAN's own data dictionary."""
