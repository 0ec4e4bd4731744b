"""Becomes a service: tied to the supervisor's life and, where asked, without root's rights.

When the supervisor is killed outright its children would go on and hold the data; the kernel's
parent-death signal (prctl(2)) ends them instead, so that the next start finds a clean field.
"""

import ctypes
import os
import pwd
import signal
import sys

SELF = "-"
"""In place of a user's name: stay who we are."""

PR_SET_PDEATHSIG = 1


def tied(command: list[str], stop_signal: str = "KILL", user: str | None = None) -> list[str]:
    """The command line that runs `command` tied to the life of whoever starts it."""
    return [sys.executable, __file__, user or SELF, stop_signal, *command]


def drop_rights(user: str) -> None:
    account = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.environ["HOME"] = "/"


def die_with_parent(stop_signal: str) -> None:
    """Have the kernel send us this signal ("TERM", "INT") when our parent ends."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.Signals[f"SIG{stop_signal}"])
    if os.getppid() != parent:
        sys.exit("the supervisor is gone")


if __name__ == "__main__":
    user, stop_signal, *command = sys.argv[1:]
    if user != SELF:
        drop_rights(user)
    die_with_parent(stop_signal)
    os.execv(command[0], command)
