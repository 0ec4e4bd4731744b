"""The engine as a process: a specification on standard input, events on standard output."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from .errors import LoadError
from .run import run
from .spec import Spec

# Far above what a load needs: a file that makes a reader run wild ends here, not the machine.
ADDRESS_SPACE = 6 << 30


def _say(event: str, data: dict[str, Any]) -> None:
    print(json.dumps({"event": event, "data": data}, default=str), flush=True)


def main() -> None:
    """Run one load."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    spec = Spec.from_dict(json.load(sys.stdin))
    try:
        run(spec, _say)
        _say("memory", {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10})
    except LoadError as error:
        _say("failed", error.to_dict())


main()
