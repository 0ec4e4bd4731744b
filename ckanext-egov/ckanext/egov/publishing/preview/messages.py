"""What is said to a reader whose address asks for something that can't be."""

import ckan.plugins.toolkit as tk
from ckanext.egov.publishing.preview.question import Message


def text(message: Message) -> str:
    """The message in the reader's language."""
    key, words = message
    return _texts()[key].format(**words)


def _texts() -> dict[str, str]:
    return {
        "unknown_column": tk._("There is no column “{value}” in this table."),
        "unfit_column": tk._("The column “{value}” can't be used for this."),
        "bad_number": tk._("“{value}” is not a number that fits for “{name}”."),
        "bad_choice": tk._("“{value}” is not one of the choices for “{name}”."),
        "bad_filters": tk._("Each filter needs a column, a condition and a value."),
        "bad_condition": tk._("The condition “{value}” does not fit the column “{column}”."),
        "bad_number_value": tk._("“{value}” is not a number. The column “{column}” has numbers."),
        "bad_date": tk._("“{value}” is not a date. Write dates like 2026-03-14."),
        "bad_time": tk._("“{value}” is not a date or time. Write it like 2026-03-14T15:30."),
        "bad_yes_no": tk._("Write yes or no for the column “{column}”, not “{value}”."),
        "bad_other": tk._("The column “{column}” can't be filtered."),
        "bad_text": tk._("The text for the column “{column}” can't be used."),
        "no_amount": tk._("Choose a column of numbers. This chart counts rows."),
        "too_deep": tk._("Sorted rows can be paged up to row {rows}. Add a filter."),
        "no_such_page": tk._("There is no page {page}. This is the first page."),
        "not_answered": tk._("The database could not answer this. Ask for less: add a filter."),
    }
