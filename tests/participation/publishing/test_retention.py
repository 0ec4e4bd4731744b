"""Some months after the end nobody can tell who took part: not with an old backup, nor by guessing.

The backup is a real one (`pg_dump`), and who searches it holds all keys that are there today.
"""

import hmac
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from deployment.embedded import postgresql
from deployment.embedded.instance import Instance
from tests.participation.publishing.closing import PERSON, call

ASKED = {"name": "Sentinel Asker", "address": "sentinel.asker@example.uz"}
SENTINELS = {*PERSON.values(), *ASKED.values()}
COLUMNS = ("name", "email", "phone", "address", "subject", "text", "html", "network")


@pytest.fixture(autouse=True)
def keys(tmp_path, monkeypatch):
    """Keys of this test's own: months are forgotten here that other tests still seal with."""
    from ckanext.egov.keys import config

    folder = tmp_path / "keys"
    shutil.copytree(config.folder(), folder)
    monkeypatch.setattr(config, "folder", lambda: folder)
    return folder


@pytest.fixture
def ended(open_process, connection, seal):
    """The number of a process that ended seven months ago: some acted, one only asked to."""
    from ckan import model
    from ckanext.egov.accounts import peppers

    from tests.participation.publishing.closing import act_as_sentinel

    number = open_process(rules={"min_cell": 1})["process_no"]
    peppers.create(number)
    call("act_request", process_no=number, feature="sign", **ASKED)
    act_as_sentinel(connection, number)
    call("process_close", process_no=number, reason={"en": "Enough"})
    seal()
    age(number)
    model.Session.commit()
    return number


def age(number):
    from ckan import model

    long_ago = (
        "UPDATE participation_process SET opens_at = now() - interval '8 months',"
        " closes_at = now() - interval '7 months' WHERE process_no = :number"
    )
    model.Session.execute(sa.text(long_ago), {"number": number})
    model.Session.commit()


def backup():
    """The whole database as `pg_dump` writes it."""
    instance = Instance(Path(os.environ["EGOV_TEST_HOME_IN_USE"]), 0)
    program = postgresql.BINARIES / "pg_dump"
    done = subprocess.run(
        [str(program), "--dbname", postgresql.url(instance, "ckan", "ckan_test"), "--no-owner"],
        capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout.decode()


def revealed(dump, folder):
    """What of the sentinels somebody with these keys finds: written, sealed, or by guessing."""
    secrets = [path.read_bytes() for path in folder.iterdir() if path.stat().st_size]
    values = {bytes.fromhex(found) for found in re.findall(r"\\\\x([0-9a-f]{24,})", dump)}
    values |= {b64(found) for found in re.findall(r"sealed:([A-Za-z0-9+/=]+)", dump)}
    ciphers = [AESGCM(secret) for secret in secrets if len(secret) == 32]
    # Nonce and tag are 28 bytes; what is shorter seals no sentinel, as all the hashes.
    least = 28 + min(len(sentinel) for sentinel in SENTINELS)
    long = [value for value in values if len(value) >= least]
    texts = [dump, *(text for value in long for text in opened(value, ciphers))]
    found = {sentinel for sentinel in SENTINELS if any(sentinel in text for text in texts)}
    return found | {guess for guess in guesses() if is_there(guess, secrets, values)}


def b64(text):
    import base64

    return base64.b64decode(text)


def opened(value, ciphers):
    """What these bytes say to somebody with one of the keys; a month's name may stand before."""
    for start in (0, 7):
        nonce, sealed = value[start : start + 12], value[start + 12 :]
        for cipher in ciphers:
            for column in COLUMNS:
                try:
                    yield cipher.decrypt(nonce, sealed, column.encode()).decode()
                except InvalidTag:
                    continue


def guesses():
    """Texts that are hashed with a key: who knows the address tries it."""
    address = ASKED["address"].replace("sentinel.asker", "sentinel.asker")
    return [f"email:{address}", f"address:email:{address}"]


def is_there(guess, secrets, values):
    made = {hmac.new(secret, guess.encode(), "sha256").digest() for secret in secrets}
    return bool(made & values)


@pytest.fixture
def quiet(database):
    """Nothing of other tests to try keys on: ten thousand letters take minutes."""
    from ckan import model

    for table in ("outbox", "participation_act_request", "participation_person"):
        model.Session.execute(sa.text(f"DELETE FROM {table}"))
    model.Session.commit()


def test_an_old_backup_with_todays_keys_reveals_nothing(quiet, ended, keys):
    from ckanext.egov.keys import personal
    from ckanext.participation.publishing import retention

    before = backup()
    # The search can find: with the keys of that day everything is there, and all of it sealed.
    assert revealed(before, keys) == SENTINELS | set(guesses())
    assert not any(sentinel in before for sentinel in SENTINELS)
    retention.forget(ended)
    personal.months().forget(date(2999, 1, 1))
    assert revealed(before, keys) == set()
    assert revealed(backup(), keys) == set()


def test_only_what_ended_long_ago_is_forgotten(ended, open_process):
    from ckanext.participation.publishing import retention

    fresh = open_process()["process_no"]
    call("process_close", process_no=fresh, reason={"en": "Enough"})
    assert ended in retention.due()
    assert fresh not in retention.due()
    retention.forget(ended)
    assert ended not in retention.due()


@pytest.mark.ckan_config("ckanext.participation.publishing.retention_months", 12)
def test_an_operator_may_keep_it_longer(ended):
    from ckanext.participation.publishing import retention

    assert ended not in retention.due()


def test_what_was_stopped_is_over_as_well(open_process, connection):
    from ckanext.participation.publishing import retention

    number = open_process()["process_no"]
    call("process_stop", process_no=number, reason={"en": "Wrong"})
    assert number not in retention.due()
    with connection, connection.cursor() as cursor:
        cursor.execute("ALTER TABLE participation_event DISABLE TRIGGER participation_event_kept")
        cursor.execute(
            "UPDATE participation_event SET at = now() - interval '7 months'"
            " WHERE process_no = %s AND event = 'stopped'", [number],
        )  # fmt: skip
        cursor.execute("ALTER TABLE participation_event ENABLE TRIGGER participation_event_kept")
    assert number in retention.due()


def test_counts_and_regions_stay_and_the_record_verifies_and_says_so(ended, seal, folder):
    from ckanext.participation import counters
    from ckanext.participation.ledger import verify
    from ckanext.participation.publishing import retention

    before = counters.read(ended)
    retention.forget(ended)
    seal()
    after = counters.read(ended)
    assert (after.total, after.by_region) == (before.total, before.by_region)
    events = [row["event"] for row in call("process_event_list", process_no=ended)]
    assert events.count("people_forgotten") == 1
    record = verify.Folder(folder / str(ended))
    key = verify.key_for(record, None)
    count = verify.Count(key.name)
    verify.verify(record, key, count.take)
    assert count.totals()["sign"]["valid"] == before.total
    assert "people_forgotten" in [event for _, event, _ in count.events]


def test_a_run_that_died_between_keys_and_columns_is_finished(ended, monkeypatch):
    from ckan import model
    from ckanext.egov.keys import personal
    from ckanext.participation.publishing import retention

    def die(*_):
        raise RuntimeError("the portal dies")

    with monkeypatch.context() as patch:
        patch.setattr(retention.recording, "record", die)
        with pytest.raises(RuntimeError):
            retention.forget(ended)
    model.Session.rollback()
    assert not personal.is_kept(ended)
    assert ended in retention.due()
    retention.forget(ended)
    left = "SELECT count(*) FROM participation_person JOIN participation_act USING (act_id)"
    left += " WHERE process_no = :number AND (name, email, phone) IS NOT NULL"
    assert model.Session.scalar(sa.text(left), {"number": ended}) == 0


def test_nobody_can_ask_any_more(ended):
    from ckan.plugins import toolkit as tk
    from ckanext.egov.keys import personal, sealing
    from ckanext.participation.publishing import retention

    retention.forget(ended)
    with pytest.raises(sealing.KeyGone):
        personal.seal(ended, "name", "Somebody")
    with pytest.raises(tk.ValidationError):
        call("act_request", process_no=ended, feature="sign", **ASKED)
