"""What the codes of the engine mean, in plain words and in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk

MESSAGES: dict[str, Callable[[], str]] = {
    "empty_file": lambda: tk._("The file is empty."),
    "no_rows": lambda: tk._("The file has headings but no rows."),
    "is_html": lambda: tk._(
        "This is a web page, not a table. Save the table itself and upload that file."
    ),
    "not_a_table": lambda: tk._(
        "This is not a table that can be read ({found}). Save it as CSV or XLSX."
    ),
    "broken_file": lambda: tk._("The file is damaged and cannot be opened: {detail}"),
    "too_large": lambda: tk._("The file is larger than {most} MB."),
    "unpacks_too_large": lambda: tk._(
        "Unpacked, this file would be far larger than it looks (over {most} MB). It was not opened."
    ),
    "nul_byte": lambda: tk._(
        "There is a zero byte in the text, which no table can hold. Save the file again as UTF-8."
    ),
    "damaged_utf8": lambda: tk._(
        "The text is UTF-8, but a letter here is damaged. Save the file again as UTF-8."
    ),
    "unknown_encoding": lambda: tk._(
        "The letters are written in an unknown encoding. Save the file as UTF-8."
    ),
    "broken_quotes": lambda: tk._(
        "The quotation marks of a cell do not match. Every mark inside a cell must be doubled."
    ),
    "row_too_long": lambda: tk._(
        "The row has {found} cells, the headings are {expected}. The first cell too many is "
        "“{extra}”."
    ),
    "row_too_short": lambda: tk._(
        "The row has {found} cells, the headings are {expected}. This column has no cell."
    ),
    "cell_too_long": lambda: tk._("The cell is longer than {most} bytes."),
    "too_many_columns": lambda: tk._("There are {found} columns, at most {most} can be loaded."),
    "empty_heading": lambda: tk._("Column number {column} has no heading."),
    "long_heading": lambda: tk._(
        "The heading of column number {column} is {length} characters long, at most {most} are "
        "allowed. It begins with “{start}”."
    ),
    "duplicate_heading": lambda: tk._(
        "Columns number {first} and {second} have the same heading “{column}”."
    ),
    "contradicts_dictionary": lambda: tk._(
        "The data dictionary says that this column is of type {type}, but the cell is “{value}”."
    ),
    "missing_column": lambda: tk._(
        "The data dictionary describes the column “{column}”, but the file does not have it."
    ),
    "refused_by_database": lambda: tk._("The database does not accept the cell: {detail}"),
    "not_unique": lambda: tk._("Two rows have the same key: {detail}"),
    "not_json_table": lambda: tk._(
        "This JSON is not a table. A list of objects with the same names is needed."
    ),
    "broken_json": lambda: tk._("The JSON is broken: {detail}"),
    "disk_full": lambda: tk._(
        "There is no room left on the disk of the server. Tell the operator of the portal."
    ),
    "out_of_memory": lambda: tk._("The file needs more memory than is allowed for one load."),
    "table_in_use": lambda: tk._("The table was in use the whole time. Load the file again."),
    "no_file": lambda: tk._("The uploaded file is not in the storage."),
    "not_downloaded": lambda: tk._("The file could not be downloaded: {detail}"),
    "local_address": lambda: tk._(
        "The link leads to an address inside the portal's own network ({host})."
    ),
    "too_slow": lambda: tk._("The download took longer than {seconds} seconds."),
    "busy": lambda: tk._("Another load of this resource is running."),
    "stopped": lambda: tk._("The load was stopped several times before its end."),
    "unexpected": lambda: tk._("The file could not be loaded: {detail}"),
}
WARNINGS: dict[str, Callable[[], str]] = {
    "renamed": lambda: tk._("The heading “{column}” is called “{name}” in the table."),
    "formulas": lambda: tk._(
        "Column “{column}”: {count} cells begin like a formula (=, +, - or @). They are kept "
        "exactly as they are; a spreadsheet program may run them when it opens the data."
    ),
    "other_sheets": lambda: tk._(
        "Only the first sheet “{sheet}” was loaded. The others are: {others}."
    ),
    "not_carried_over": lambda: tk._(
        "An index or view of the old table was dropped, because its column is gone."
    ),
}


def message(error: dict[str, Any]) -> str:
    """The sentence for an error of the engine, with its place in the file in front."""
    values = {"column": error.get("column") or ""} | error.get("params", {})
    text = MESSAGES.get(error["code"], MESSAGES["unexpected"])().format_map(_Lenient(values))
    place = _place(error.get("row"), error.get("column"))
    return f"{place}: {text}" if place else text


def warning(item: dict[str, Any]) -> str:
    """The sentence for a warning."""
    return WARNINGS[item["code"]]().format_map(_Lenient(item))


def _place(row: int | None, column: str | None) -> str:
    if row and column:
        return tk._("Row {row}, column {column}").format(row=row, column=column)
    if row:
        return tk._("Row {row}").format(row=row)
    return tk._("Column {column}").format(column=column) if column else ""


class _Lenient(dict[str, Any]):
    """A translator may leave a name out or keep one that a code does not fill."""

    def __missing__(self, key: str) -> str:
        return ""
