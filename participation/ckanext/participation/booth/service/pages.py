"""Says an outcome: as a page in the portal's frame and the person's language, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from ckanext.participation.booth.service import messages, texts
from ckanext.participation.booth.service.decisions import Outcome
from ckanext.participation.booth.service.frames import Frames
from ckanext.participation.booth.service.settings import Settings

TEMPLATES = Path(__file__).parents[1] / "templates"
PLAIN_HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
}
"""What every answer says to browsers; pages in CKAN's frame say what CKAN says beside it."""
JSON = json.JSONEncoder(ensure_ascii=False)
PLAIN_POLICY = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"


@dataclass(frozen=True)
class Answer:
    """Status, headers and body of an answer."""

    status: int
    headers: dict[str, str]
    body: bytes


class Pages:
    """Renders outcomes."""

    def __init__(self, settings: Settings, frames: Frames) -> None:
        self.settings = settings
        self.frames = frames

    def answer(
        self, outcome: Outcome, language: str, as_json: bool, typed: Mapping[str, str]
    ) -> Answer:
        """The whole answer; a page keeps what was typed where it can be sent again."""
        message = messages.of(outcome.code)
        headers = dict(PLAIN_HEADERS)
        if message.status in (408, 503):
            headers["retry-after"] = str(messages.RETRY_SECONDS)
        if as_json:
            headers["content-type"] = "application/json; charset=utf-8"
            said = self._said(outcome, message, language)
            return Answer(message.status, headers, JSON.encode(said).encode())
        headers["content-type"] = "text/html; charset=utf-8"
        title, content = self._content(outcome, message, language, typed)
        frame = self.frames.get(language)
        if frame:
            page, headers = frame.around(title, content), headers | frame.headers
        else:
            headers["content-security-policy"] = PLAIN_POLICY
            page = self._template("plain.html", language).render(
                title=title, content=content, language=language.replace("_", "-")
            )
        return Answer(message.status, headers, page.encode())

    def _said(self, outcome: Outcome, message: messages.Message, language: str) -> dict[str, Any]:
        """The answer for programs."""
        translate = texts.catalogue(self.settings.translations, language).gettext
        said: dict[str, Any] = {
            "code": outcome.code,
            "done": outcome.done,
            "message": translate(message.text),
        }
        if outcome.receipt:
            said["receipt"] = outcome.receipt
        if outcome.process_no:
            said |= {"process_no": outcome.process_no, "feature": outcome.feature}
        details = {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in outcome.details.items()
        }
        return said | details

    def _content(
        self,
        outcome: Outcome,
        message: messages.Message,
        language: str,
        typed: Mapping[str, str],
    ) -> tuple[str, str]:
        template = self._template("outcome.html", language)
        title = texts.catalogue(self.settings.translations, language).gettext(message.heading)
        content = template.render(
            outcome=outcome,
            message=message,
            typed=typed,
            language=language,
            heading=title,
            text=texts.catalogue(self.settings.translations, language).gettext(message.text),
            process_title=texts.pick(outcome.title, language),
            root=f"/{language}",
        )
        return title, content

    def _template(self, name: str, language: str) -> jinja2.Template:
        return environment(self.settings.translations, language).get_template(name)


@cache
def environment(translations: str, language: str) -> jinja2.Environment:
    """The templates of the booth, speaking a language."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "booth" / "service"),
        autoescape=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    catalogue = texts.catalogue(translations, language)
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    return made
