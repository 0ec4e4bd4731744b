"""`python -m ckanext.egov.notifications.sender ckan.ini`"""

import logging
import sys
from pathlib import Path

from . import settings
from .service import run


def main() -> None:
    """Send until told to stop."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m ckanext.egov.notifications.sender CKAN_INI")
    logging.basicConfig(format="%(asctime)s %(levelname)-5.5s [%(name)s] %(message)s")
    try:
        found = settings.read(Path(sys.argv[1]))
    except (settings.WrongSettings, OSError, KeyError, ValueError) as error:
        sys.exit(f"The sender cannot start: {error}")
    run(found)


if __name__ == "__main__":
    main()
