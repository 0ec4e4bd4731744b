"""`./egov test`: an instance of its own on free ports, test databases in it, then pytest."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from . import configuration, postgresql, supervision, up
from .browser import find_browser
from .child import tied
from .instance import ROOT, Instance, free_port, recorded_port, write_private
from .steps import say, step

APART = ("tests/deployment", "tests/journeys")
"""Tests that use the demo portal or instances of their own, never the test databases."""
NOTHING_CHOSEN = 5
"""pytest's exit code when the words leave no test: fine in one half, not in both."""


def run_tests(words: list[str]) -> int:
    """Run pytest with `words`; its exit code. EGOV_TEST_HOME names an instance that is kept."""
    started = time.monotonic()
    kept = os.environ.get("EGOV_TEST_HOME")
    home = Path(kept).resolve() if kept else Path(tempfile.mkdtemp(prefix=".egov-test-", dir=ROOT))
    instance = Instance(home, recorded_port(home) or free_port())
    try:
        up.bring_up(instance, with_portal=_need_the_portal(words))
        with step("Test databases"):
            ini = _prepare(instance)
        code = _pytest(instance, ini, words)
        say(f"  {time.monotonic() - started:.0f} s in all")
        return code
    finally:
        if not kept:
            supervision.shut_down(instance)
            shutil.rmtree(home, ignore_errors=True)


def _chosen(words: list[str]) -> list[str]:
    """The words that name files or folders of tests."""
    return [word for word in words if (ROOT / word.split("::")[0]).exists()]


def _need_the_portal(words: list[str]) -> bool:
    """Whether tests that ask the running portal are among the chosen ones."""
    chosen = [str((ROOT / word).relative_to(ROOT)) for word in _chosen(words)]
    asking = (*APART, "tests/egov/protection")
    return not chosen or any(
        name.startswith(asking) or folder.startswith(name) for name in chosen for folder in asking
    )


def _prepare(instance: Instance) -> Path:
    """Databases, Valkey number and Solr core of the tests: the demo's are never touched."""
    # The tests' database begins anew, and so do the numbers of processes: their keys must too.
    shutil.rmtree(instance.home / "test-keys", ignore_errors=True)
    (instance.home / "test-keys").mkdir(mode=0o700)
    postgresql.create_databases(instance, "_test")
    up.wait_for_solr(instance, "ckan_test")
    up.wait_for_solr(instance, "participation_test")
    settings = configuration.options(instance) | {
        "testing": "true",
        "ckan.site_url": "http://test.ckan.net",
        "sqlalchemy.url": postgresql.url(instance, "ckan", "ckan_test"),
        "ckan.datastore.write_url": postgresql.url(instance, "datastore_write", "datastore_test"),
        "ckan.datastore.read_url": postgresql.url(instance, "datastore_read", "datastore_test"),
        "ckan.redis.url": configuration.valkey_url(instance, 1),
        "solr_url": configuration.solr_url(instance, "ckan_test"),
        "ckanext.participation.process.solr_url": configuration.solr_url(
            instance, "participation_test"
        ),
        "ckan.storage_path": str(instance.home / "test-storage"),
        "ckan.webassets.path": str(instance.home / "cache" / "test-webassets"),
        "ckan.locale_default": "en",
        # CKAN's fixtures copy the configuration, and a connection to Valkey can't be copied.
        "SESSION_TYPE": "cookie",
        "SESSION_COOKIE_SECURE": "false",
        "WTF_CSRF_ENABLED": "false",
        "ckanext.egov.accounts.pepper_folder": str(instance.home / "test-keys"),
        # Tests of the second factor and of limits turn them on.
        "ckanext.egov.accounts.require_second_factor": "false",
        "ckanext.egov.accounts.messages_per_network_hour": "0",
    }
    path = instance.home / "test.ini"
    write_private(path, configuration.ini_text(settings))
    os.environ["CKAN_INI"] = str(path)
    subprocess.run(
        [instance.python, "-m", "deployment.embedded.portal", str(path), "migrate"],
        check=True, cwd=ROOT, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    postgresql.grant_booth(instance, "_test")
    return path


def _pytest(instance: Instance, ini: Path, words: list[str]) -> int:
    environment = os.environ | {
        "EGOV_TEST_URL": instance.url,
        "EGOV_TEST_HOME_IN_USE": str(instance.home),
        "EGOV_TEST_ADMIN_PASSWORD": instance.secrets["admin_password"],
        "EGOV_BROWSER": find_browser() or "",
    }
    command = [instance.python, "-m", "pytest", f"--ckan-ini={ini}", *words]
    if _chosen(words):
        return subprocess.run(command, cwd=ROOT, env=environment).returncode
    return _both_halves(command, environment, instance.logs / "tests-apart.log")


def _both_halves(command: list[str], environment: dict[str, str], log: Path) -> int:
    """Run the tests of the rooms, and beside them those that share no database with them."""
    with log.open("w+") as told:
        apart = subprocess.Popen(
            tied([*command, *APART]), cwd=ROOT, env=environment, stdout=told, stderr=told
        )
        rest = [*command, "tests", *(f"--ignore={folder}" for folder in APART)]
        code = subprocess.run(rest, cwd=ROOT, env=environment).returncode
        other = apart.wait()
        told.seek(0)
        print(told.read(), flush=True)
    failed = [code for code in (code, other) if code not in (0, NOTHING_CHOSEN)]
    if failed:
        return max(failed)
    return NOTHING_CHOSEN if code == other == NOTHING_CHOSEN else 0
