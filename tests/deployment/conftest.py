"""One instance goes through the tests of recovery and of lost services in their order.

Each full start of it costs seconds.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deployment.embedded.instance import ROOT
from tests.deployment.own_portal import Portal


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    """In the checkout: pytest locks its own folders for other accounts, PostgreSQL's too."""
    home = Path(tempfile.mkdtemp(prefix=".egov-test-recovery-", dir=ROOT))
    portal = Portal(home)
    try:
        yield portal
    finally:
        portal.run("down")
        shutil.rmtree(home)
