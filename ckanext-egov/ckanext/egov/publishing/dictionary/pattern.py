"""Is a pattern usable? It must be valid, and no text may keep it busy for long.

Python's expressions can take exponential time and can't be stopped from outside, so a new
pattern is first tried on hostile texts in a process of its own that can be ended.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import lru_cache

from ckanext.egov.publishing.dictionary.problem import _

LONGEST = 500
SECONDS = 2.0
_TRIAL = """
import json, re, sys
pattern, texts = json.load(sys.stdin)
tried = re.compile(pattern)
for text in texts:
    tried.fullmatch(text)
"""


@lru_cache(maxsize=256)
def complaint(pattern: str) -> str:
    """Return why the pattern can't be used, or nothing."""
    if len(pattern) > LONGEST:
        return _("This pattern is too long.")
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return _("This is not a valid regular expression.")
    if not _is_quick(pattern):
        return _("This pattern can take very long on some texts. Write it without nested repeats.")
    return ""


def _is_quick(pattern: str) -> bool:
    command = [sys.executable, "-I", "-S", "-c", _TRIAL]
    trial = json.dumps([pattern, _hostile(pattern)]).encode()
    try:
        subprocess.run(command, input=trial, timeout=SECONDS, check=True, capture_output=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return False
    return True


def _hostile(pattern: str) -> list[str]:
    """Return texts that almost match: repeats of what the pattern names, then a wrong end."""
    parts = {"a", "0", "Z", " ", "ў", "a ", *re.findall(r"\w+", pattern), *pattern}
    return [part * (length // len(part)) + "\x01" for part in sorted(parts) for length in (40, 250)]
