"""The HTML that others put on their page to have the counter there."""

from __future__ import annotations

from html import escape
from typing import Any

import ckan.plugins.toolkit as tk

HEIGHT = 220
"""Pixels: the longest title has room on a phone."""


def code(petition: dict[str, Any]) -> str:
    """A frame around the counter, named by the title of the petition."""
    number = petition["process_no"]
    address = tk.h.url_for("petitions.embed", process_no=number, qualified=True)
    return (
        f'<iframe src="{escape(address)}" title="{escape(tk.h.egov_text(petition["title"]))}"'
        f' width="100%" height="{HEIGHT}" loading="lazy" style="border: 0"></iframe>'
    )
