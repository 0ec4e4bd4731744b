"""What templates ask of this room, by what it is about."""

from . import frame, lists, things, writing

_MODULES = (frame, lists, things, writing)

ALL = {name: getattr(module, name) for module in _MODULES for name in module.__all__}
