"""What the templates of the preview ask for."""

from typing import Any

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.preview import cells, chart_page, map_page
from ckanext.egov.publishing.preview.columns import Column

__all__ = [
    "egov_preview_condition",
    "egov_preview_number",
    "egov_preview_property",
    "egov_preview_title",
]


def egov_preview_title(column: Column) -> str:
    """The name of a column in the reader's language."""
    return chart_page.column_title(column)


def egov_preview_number(value: float) -> str:
    """A number in the reader's language, all its decimals kept."""
    return cells.write_number(value, tk.h.lang())


def egov_preview_property(value: Any) -> str:
    """A property of a shape as text in the reader's language."""
    return map_page.property_text(value, tk.h.lang())


def egov_preview_condition(name: str) -> str:
    """A condition of a filter in words."""
    return {
        "eq": tk._("is"),
        "gte": tk._("is at least"),
        "lte": tk._("is at most"),
        "gt": tk._("is more than"),
        "lt": tk._("is less than"),
        "words": tk._("has the words"),
    }.get(name, name)
