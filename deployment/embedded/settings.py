"""The operator's own settings, above those of the stack: gateways, certificates, limits.

They are in `settings.ini` in the instance's home, or in the file that EGOV_SETTINGS names, under
`[app:main]` like CKAN's own; `docs/operators.md` has examples.
"""

import os
import stat
from collections.abc import Mapping
from configparser import ConfigParser
from configparser import Error as NoIniFile
from pathlib import Path

from ckanext.egov.notifications.sender import settings as sender

from .instance import Instance
from .steps import StepFailed

SECTION = "app:main"
OURS = (
    "sqlalchemy.url",
    "ckan.datastore.write_url",
    "ckan.datastore.read_url",
    "ckan.redis.url",
    "solr_url",
    "ckan.plugins",
    "ckan.storage_path",
    "ckan.i18n_directory",
    "ckanext.participation.process.solr_url",
    "ckanext.participation.ledger.key_file",
)
"""Where the stack's own services and files are, which more than CKAN must agree on."""


def file_of(instance: Instance) -> Path:
    named = os.environ.get("EGOV_SETTINGS")
    return Path(named).expanduser() if named else instance.home / "settings.ini"


def read(instance: Instance) -> dict[str, str]:
    """What the operator has set; nothing when there is no file."""
    path = file_of(instance)
    if not path.exists():
        if os.environ.get("EGOV_SETTINGS"):
            raise StepFailed(f"There is no file {path}", "EGOV_SETTINGS names it.")
        return {}
    _refuse_if_others_may_read(path)
    found = _parse(path)
    for name in OURS:
        if name in found:
            raise StepFailed(f"{path} sets {name}, which this stack decides", "Take the line out.")
    return found


def _refuse_if_others_may_read(path: Path) -> None:
    """It holds passwords."""
    if path.stat().st_mode & stat.S_IRWXO:
        raise StepFailed(f"Others may read {path}, which holds passwords", f"chmod o= {path}")


def _parse(path: Path) -> dict[str, str]:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    try:
        parser.read_string(path.read_text(encoding="utf-8"))
    except (NoIniFile, UnicodeDecodeError) as error:
        advice = f"It begins with [{SECTION}]"
        raise StepFailed(f"{path} cannot be read: {error}", advice) from error
    if parser.sections() != [SECTION]:
        raise StepFailed(f"{path} has other parts than [{SECTION}]", "Put everything under it.")
    return dict(parser[SECTION])


def refuse_wrong_gateways(options: Mapping[str, str]) -> None:
    """Say now what the sender would say into its log: a gateway that is set up wrongly."""
    try:
        sender.from_options(options)
    except (sender.WrongSettings, OSError, ValueError) as error:
        raise StepFailed(
            f"Messages cannot be sent: {error}", "See settings.ini in docs/operators.md"
        ) from error
