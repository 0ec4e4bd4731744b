"""Whether two names are one person's: in either script, in any order, with any apostrophe. Pure.

Only for telling two people of one mailbox apart; two strangers of one name are never compared.
"""

from __future__ import annotations

import re
import unicodedata

_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "yo", "ж": "j",
        "з": "z", "и": "i", "й": "y", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "o", "ф": "f", "х": "x", "ҳ": "h",
        "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e",
        "ю": "yu", "я": "ya", "ә": "a", "ө": "o", "ү": "u", "ң": "n", "ı": "i",
    }
)  # fmt: skip


def fold(name: str) -> str:
    """One form for all spellings of a name: plain Latin letters, its words in order."""
    plain = unicodedata.normalize("NFC", name).casefold().translate(_LATIN)
    letters = "".join(filter(_counts, unicodedata.normalize("NFKD", plain)))
    # Cyrillic writes one letter where Latin writes e or ye: Тўраева, Toʻrayeva.
    return " ".join(sorted(re.split(r"[\s-]+", letters.replace("ye", "e").strip())))


def _counts(letter: str) -> bool:
    """Apostrophes of any kind make no other name; some of them are letters to Unicode."""
    kind = unicodedata.category(letter)
    return kind in ("Ll", "Lu", "Lo", "Nd") or letter.isspace() or letter == "-"
