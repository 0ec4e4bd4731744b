"""Takes the tricks out of what people typed before it stands in a message. Pure.

A title may try to end a header line (CR, LF), to turn the reading direction (RTL overrides), to
hide letters (zero width) or to become a link in somebody's mail program. Readers trust a message
from the government, so a link in it leads to the portal or is no link.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_SUBJECT = 200

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DRESSED_UP = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff\u24b6-\u24e9\ufe52\ufe55\ufe68]")
"""Wide, mathematical and circled letters and signs, which look like the plain ones."""
_DOTS_AND_SLASHES = str.maketrans(
    {
        "\u2024": ".",
        "\u3002": ".",
        "\uff61": ".",
        "\u2044": "/",
        "\u2215": "/",
        "\u29f8": "/",
        "\ua789": ":",
        "\u2236": ":",
        "\ufe13": ":",
    }
)
_SCHEME = r"\b(?i:https?|ftp|mailto|javascript|data)\s*:"
_HOST_DOT = (
    r"(?<=\w\w)\.(?=[A-Za-z]{2})"
    r"|(?<=\w)\.(?=(?:[a-z]{2,}|[A-Z]{2,4})\b)"
    r"|(?<=\w)\.(?=(?i:рф|рус|бел|укр|қаз|сайт|онлайн|орг|ком)\b)"
)
"""The dot of "evil.uz" and "t.me", not those of "т.е." and "A.Navoiy"."""
_ADDRESS = re.compile(f"{_SCHEME}|{_HOST_DOT}")


def text(value: str) -> str:
    """Return what was typed without invisible letters and without anything that becomes a link."""
    return _ADDRESS.sub(lambda found: f"[{found.group()}]", plain(value))


def plain(value: str) -> str:
    """Return a text of letters one can see, in plain dress; line breaks and tabs stay."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = value.replace("\u2028", "\n").replace("\u2029", "\n").replace("\x85", "\n")
    value = _INVISIBLE.sub("", _CONTROL.sub(" ", _SURROGATE.sub("\ufffd", value)))
    value = _DRESSED_UP.sub(lambda found: unicodedata.normalize("NFKC", found.group()), value)
    return unicodedata.normalize("NFC", value.translate(_DOTS_AND_SLASHES))


def line(value: str) -> str:
    """Return a text as one line: what a header may hold."""
    single = " ".join(plain(value).split())
    return single if len(single) <= LONGEST_SUBJECT else f"{single[: LONGEST_SUBJECT - 1]}…"
