"""What the address of a list asks for, and what of it there is not."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from . import schema

LAST_PAGE = 10_000


def from_address(rows: int = schema.PAGE) -> tuple[dict[str, Any], str]:
    """The filters of the address, and the first word of it that is no list, order or page."""
    args, wrong = tk.request.args, ""
    found: dict[str, Any] = {"show": "open", "sort": "", "start": 0, "rows": rows}
    for name, known in (("show", schema.SHOW), ("sort", ("", *schema.SORTS))):
        given = args.get(name, found[name])
        found[name], wrong = (given, wrong) if given in known else (found[name], wrong or given)
    page, is_page = _page(args.get("page", "1"))
    found["start"] = (page - 1) * rows
    for name in ("q", *schema.FILTERS):
        found[name] = args.get(name, "").replace("\x00", "")[: schema.WORDS_MOST].strip()
    return found, wrong or ("" if is_page else args["page"])


def query(found: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """What stands after the question mark of the same list; what is as always is left out."""
    names = ("show", "sort", "q", *schema.FILTERS)
    kept = {name: found[name] for name in names} | changed
    usual = {"show": "open", "page": 1}
    return {name: value for name, value in kept.items() if value and value != usual.get(name)}


def _page(typed: str) -> tuple[int, bool]:
    if typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= LAST_PAGE:
        return int(typed[:9]), True
    return 1, False
