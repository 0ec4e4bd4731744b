"""How sure the portal is of who acts: each act of a process names the level it needs."""

from enum import IntEnum


class Level(IntEnum):
    """Levels of assurance; a higher one includes those below it."""

    ANONYMOUS = 0
    EMAIL = 1
    PHONE = 2
    IDENTITY = 3
