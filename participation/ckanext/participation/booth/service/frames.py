"""The portal's frame around the booth's pages: fetched from CKAN now and then, kept meanwhile.

CKAN renders one page with two marks in it, in each language. While CKAN is away the last frame
serves on; when there never was one, a plain page does.
"""

from __future__ import annotations

import asyncio
import html
import urllib.request
from dataclasses import dataclass, field

from ckanext.participation.booth.marks import CONTENT, TITLE
from ckanext.participation.booth.service.settings import Settings

FRESH_SECONDS = 300
RETRY_SECONDS = 5
FETCH_SECONDS = 20
LARGEST = 500_000
KEPT_HEADERS = (
    "content-security-policy",
    "strict-transport-security",
    "permissions-policy",
    "referrer-policy",
    "cross-origin-opener-policy",
    "x-frame-options",
    "x-content-type-options",
)
"""What CKAN tells browsers about its pages holds for what is in their frame too."""


@dataclass(frozen=True)
class Frame:
    """A page in pieces, and the headers it came with."""

    before_title: str
    before_content: str
    end: str
    headers: dict[str, str] = field(default_factory=dict)

    def around(self, title: str, content: str) -> str:
        """The page with this title and this content."""
        parts = (self.before_title, html.escape(title), self.before_content, content, self.end)
        return "".join(parts)


def parse(page: str, headers: dict[str, str]) -> Frame | None:
    """The frame in a page; None when its marks are not there once each, in their order."""
    if page.count(TITLE) != 1 or page.count(CONTENT) != 1:
        return None
    before_title, _, rest = page.partition(TITLE)
    before_content, mark, end = rest.partition(CONTENT)
    return Frame(before_title, before_content, end, headers) if mark else None


class Frames:
    """The newest frame of each language."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.kept: dict[str, Frame] = {}

    def get(self, language: str) -> Frame | None:
        """The frame for this language, if CKAN was there since the booth's start."""
        return self.kept.get(language)

    async def keep_fresh(self) -> None:
        """Fetch all frames again and again, soon again when CKAN is away."""
        while True:
            got_all = True
            for language in self.settings.languages:
                frame = await asyncio.to_thread(self._fetch, language)
                if frame:
                    self.kept[language] = frame
                got_all = got_all and frame is not None
            await asyncio.sleep(FRESH_SECONDS if got_all else RETRY_SECONDS)

    def _fetch(self, language: str) -> Frame | None:
        address = self.settings.frame_url.format(language=language)
        try:
            with urllib.request.urlopen(address, timeout=FETCH_SECONDS) as reply:
                page = reply.read(LARGEST).decode("utf-8")
                headers = {
                    name: reply.headers[name] for name in KEPT_HEADERS if reply.headers[name]
                }
        except (OSError, ValueError):
            return None
        return parse(page, headers)
