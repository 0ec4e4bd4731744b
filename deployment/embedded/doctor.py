"""Looks at the machine: what is missing for `./egov up` and `./egov test`, and how to get it."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from .browser import find_browser
from .instance import Instance

DISK_GB = 3
MEMORY_GB = 3


@dataclass(frozen=True)
class Finding:
    ok: bool
    what: str
    remedy: str = ""
    needed: bool = True


def findings(instance: Instance) -> Iterator[Finding]:
    machine = platform.machine()
    yield Finding(
        sys.platform == "linux" and machine in ("x86_64", "aarch64"),
        f"Linux on {machine}",
        "The embedded services come for Linux on x86_64 and aarch64 with glibc 2.28 or later.",
    )
    yield Finding(sys.version_info >= (3, 11), f"Python {platform.python_version()}")
    yield Finding(shutil.which("git") is not None, "git", "On Debian: apt install git", False)
    folder = instance.home if instance.home.exists() else instance.home.parent
    free = shutil.disk_usage(folder).free / 1e9
    yield Finding(free >= DISK_GB, f"{free:.0f} GB of disk free", f"{DISK_GB} GB are needed.")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    yield Finding(memory >= MEMORY_GB, f"{memory:.0f} GB of memory", f"{MEMORY_GB} GB are needed.")
    yield Finding(os.access(folder, os.W_OK), f"May write to {folder}", "Set EGOV_HOME elsewhere.")
    browser = find_browser()
    yield Finding(
        browser is not None,
        f"Browser for the journeys: {browser or 'none'}",
        "On Debian: apt install chromium. Without it ./egov test can't walk the pages.",
        needed=False,
    )


def report(instance: Instance) -> bool:
    """Print what was found; True if the portal can run here."""
    found = list(findings(instance))
    for finding in found:
        mark = "✔" if finding.ok else "✘"
        print(f"{mark} {finding.what}" + ("" if finding.ok else f"\n    {finding.remedy}"))
    return all(finding.ok for finding in found if finding.needed)
