"""The card and the poster as files."""

from __future__ import annotations

from datetime import datetime

import ckan.plugins.toolkit as tk
from ckanext.egov import vocabularies
from ckanext.egov.notifications.rendering import speaking
from flask import Response

from ..reading import keeping
from ..reading.found import shown
from ..views.blueprint import petitions
from . import said, typesetting

SECONDS = 300


@petitions.route("/petition/<int:process_no>/card.png")
def card(process_no: int) -> Response:
    """The picture that services show beside a shared address."""
    values = said.on_card(shown(process_no))
    return keeping.file(typesetting.picture("card", values), "image/png", SECONDS)


@petitions.route("/petition/<int:process_no>/card.svg")
def card_svg(process_no: int) -> Response:
    """The same picture as a drawing, for newspapers and pages of others."""
    values = said.on_card(shown(process_no))
    return keeping.file(typesetting.drawing("card", values), "image/svg+xml", SECONDS)


@petitions.route("/petition/<int:process_no>/poster.pdf")
def poster(process_no: int) -> Response:
    """A page to print, in the reader's language or, where nobody translated it, in its own."""
    petition = shown(process_no)
    made = datetime.fromisoformat(petition["opened_at"] or petition["created_at"])
    with speaking(_language(petition["title"], petition["language"])):
        values = said.on_poster(petition)
    return keeping.file(typesetting.paper("poster", values, made), "application/pdf", SECONDS)


def _language(title: dict[str, str], own: str) -> str:
    reader = tk.h.lang()
    return vocabularies.language_of(title, reader) or own
