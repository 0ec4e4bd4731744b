"""What stands on the card and on the poster of a petition, in one language."""

from __future__ import annotations

import io
from typing import Any

import ckan.plugins.toolkit as tk
import segno


def on_card(petition: dict[str, Any]) -> dict[str, str]:
    """Title, count and how it stands, in the reader's language."""
    count = petition["count"]
    signed = tk.ungettext("{number} signature", "{number} signatures", count)
    return _on_both(petition) | {
        "percent": str(petition["percent"]),
        "count": signed.format(number=tk.h.egov_number(count)),
        "needed": needed(petition),
        "standing": _standing(petition),
    }


def on_poster(petition: dict[str, Any]) -> dict[str, str]:
    """What is asked, where one signs and until when, in the language of this request."""
    address = tk.h.url_for("petitions.read", process_no=petition["process_no"], qualified=True)
    name = petition["creator_name"]
    return _on_both(petition) | {
        "background": tk.h.egov_text(petition["background"]),
        "sign": tk._("Sign this petition"),
        "how": tk._("Point the camera of your phone here, or type the address. It takes a minute."),
        "address": address,
        "code": _code(address),
        "needed": f"{_body_needs(petition)} {_until(petition)}",
        "creator": tk._("Started by %(name)s") % {"name": name} if name else "",
    }


def alternative(petition: dict[str, Any]) -> str:
    """The card in words, for those who don't see it."""
    said = on_card(petition)
    return f"{said['title']}. {said['count']}. {said['needed']} {said['standing']}"


def _on_both(petition: dict[str, Any]) -> dict[str, str]:
    kind = tk._("Petition")
    if petition["demonstration"]:
        kind = f"{kind} · {tk._('Demonstration')}"
    return {
        "lang": tk.h.lang().split("_")[0],
        "portal": tk.h.egov_portal_title(),
        "kind": kind,
        "title": tk.h.egov_text(petition["title"]),
    }


def needed(petition: dict[str, Any]) -> str:
    """How many signatures an answer takes, or took."""
    threshold = petition["threshold"]
    number = tk.h.egov_number(threshold)
    if petition["threshold_reached_at"]:
        return tk._("%(needed)s were needed for an answer.") % {"needed": number}
    words = tk.ungettext(
        "{number} signature is needed for an answer.",
        "{number} signatures are needed for an answer.",
        threshold,
    )
    return words.format(number=number)


def _standing(petition: dict[str, Any]) -> str:
    if petition["standing"] == "collecting":
        return _until(petition)
    return tk.h.petition_standing_words(petition)[0]


def _until(petition: dict[str, Any]) -> str:
    return tk._("You can sign until %(day)s.") % {"day": tk.h.egov_date(petition["last_day"])}


def _body_needs(petition: dict[str, Any]) -> str:
    threshold = petition["threshold"]
    words = tk.ungettext(
        "With {number} signature {body} has to answer.",
        "With {number} signatures {body} has to answer.",
        threshold,
    )
    body = tk.h.egov_organization_title({"name": petition["body"]})
    return words.format(number=tk.h.egov_number(threshold), body=body)


def _code(address: str) -> str:
    """The address as a QR code that a crumpled poster still shows."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
