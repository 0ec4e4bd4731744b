"""One typed reader per option of this room."""

import ckan.plugins.toolkit as tk

PREFIX = "ckanext.egov.preview."


def rows_per_page() -> int:
    """How many rows a page of the table has."""
    return int(tk.config[PREFIX + "rows_per_page"])


def most_sorted_rows() -> int:
    """How far a table in another order than its own can be paged."""
    return int(tk.config[PREFIX + "most_sorted_rows"])


def most_counted_rows() -> int:
    """Up to how many matching rows are counted exactly."""
    return int(tk.config[PREFIX + "most_counted_rows"])


def chart_timeout() -> int:
    """How many milliseconds the database may work on a chart."""
    return int(tk.config[PREFIX + "chart_timeout"])


def largest_map() -> int:
    """How many bytes a GeoJSON file may have to be drawn."""
    return int(tk.config[PREFIX + "largest_map"])
