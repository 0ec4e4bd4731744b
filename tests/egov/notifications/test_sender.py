"""From the outbox to a real mail server: nothing is lost, nothing is sent twice in silence."""

from __future__ import annotations

import os
import signal
import ssl
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest
import trustme
from ckan.common import config
from ckanext.egov.notifications.sender import outbox as desk
from ckanext.egov.notifications.sender import service, worker
from ckanext.egov.notifications.sender.gateways.base import Down, Gateway, NotNow, Refused
from ckanext.egov.notifications.sender.settings import Settings

from deployment.embedded.instance import free_port

from .servers import MailServer

pytestmark = pytest.mark.usefixtures("outbox")


@pytest.fixture
def sql(database):
    connection = psycopg2.connect(config["sqlalchemy.url"])
    connection.autocommit = True

    def run(statement: str, *values):
        with connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    yield run
    connection.close()


@pytest.fixture
def put(sql):
    def insert(count: int, first: int = 0, address: str = "reader{}@example.com") -> None:
        for number in range(first, first + count):
            sql(
                "INSERT INTO outbox"
                " (key, template, channel, language, address, subject, text, html)"
                " VALUES (%s, 'greeting', 'email', 'uz', %s, 'Salom', 'Salom', '<p>Salom</p>')",
                f"greeting:{number}", address.format(number),
            )  # fmt: skip
        sql("SELECT pg_notify('egov_outbox', '')")

    return insert


@pytest.fixture
def states(sql):
    return lambda: dict(sql("SELECT state, count(*) FROM outbox GROUP BY state"))


def wait_for(ready, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


class Fake(Gateway):
    """Does to each message what the test says."""

    def __init__(self, does=lambda message: None) -> None:
        self.does = does
        self.sent: list[str] = []

    def send(self, message) -> None:
        self.does(message)
        self.sent.append(message.key)

    def close(self) -> None:
        pass


@pytest.fixture
def sending():
    """Run a sender in this process until the test is over."""
    stops: list[tuple[threading.Event, threading.Thread]] = []

    def start(gateway: Gateway, workers: int = 1) -> None:
        stop = threading.Event()
        keys = Path(config["ckanext.egov.accounts.pepper_folder"])
        gateways = {"email": lambda: gateway}
        found = Settings(config["sqlalchemy.url"], gateways, {"email": workers}, keys)
        thread = threading.Thread(target=service.serve, args=(found, stop))
        thread.start()
        stops.append((stop, thread))

    yield start
    for stop, thread in stops:
        stop.set()
        thread.join(20)


def test_what_is_sent_is_wiped_and_its_key_stays(put, sending, states, sql):
    put(3)
    sending(Fake())
    wait_for(lambda: states() == {"sent": 3})
    rows = sql("SELECT address, subject, text, html, headers, key IS NOT NULL FROM outbox")
    assert set(map(str, rows)) == {str((None, None, None, None, {}, True))}


def test_a_commit_wakes_the_sender(put, sending, states, monkeypatch):
    monkeypatch.setattr(worker, "SWEEP_SECONDS", 60.0)
    sending(Fake())
    time.sleep(1)
    put(1)
    wait_for(lambda: states() == {"sent": 1}, seconds=5)


def test_many_workers_send_each_message_once(put, sending, states):
    put(60)
    gateway = Fake(lambda message: time.sleep(0.005))
    sending(gateway, workers=4)
    sending(gateway, workers=4)
    wait_for(lambda: states() == {"sent": 60})
    assert sorted(gateway.sent) == sorted(f"greeting:{number}" for number in range(60))


def test_a_refused_message_failed_and_holds_up_no_other(put, sending, states, sql):
    def refuse_one(message):
        if message.key == "greeting:1":
            raise Refused("550 5.1.1")

    put(3)
    sending(Fake(refuse_one))
    wait_for(lambda: states() == {"sent": 2, "failed": 1})
    assert sql("SELECT error FROM outbox WHERE state = 'failed'") == [("550 5.1.1",)]


def test_a_message_that_is_put_off_is_tried_again_later(put, sending, states, sql):
    tried = []

    def at_the_second_try(message):
        tried.append(message.tries)
        if message.tries == 1:
            raise NotNow("451 4.7.1")

    put(1)
    sending(Fake(at_the_second_try))
    wait_for(lambda: tried == [1] and states() == {"queued": 1})
    ((wait,),) = sql("SELECT due_at - clock_timestamp() FROM outbox")
    assert timedelta(seconds=30) < wait <= timedelta(minutes=1)
    sql("UPDATE outbox SET due_at = clock_timestamp()")
    sql("SELECT pg_notify('egov_outbox', '')")
    wait_for(lambda: states() == {"sent": 1})
    assert tried == [1, 2]


def test_a_message_that_is_put_off_for_a_day_has_failed(put, sending, states, sql):
    def never(message):
        raise NotNow("451")

    put(1)
    sql("UPDATE outbox SET queued_at = clock_timestamp() - interval '25 hours'")
    sending(Fake(never))
    wait_for(lambda: states() == {"failed": 1})


def test_a_gateway_that_is_down_costs_no_message_a_try(put, sending, states, sql):
    is_down = threading.Event()
    is_down.set()

    def down(message):
        if is_down.is_set():
            raise Down("ConnectionRefusedError")

    put(5)
    gateway = Fake(down)
    sending(gateway)
    wait_for(lambda: sql("SELECT 1 FROM outbox WHERE error LIKE 'down:%%'"))
    assert states() == {"queued": 5}
    is_down.clear()
    wait_for(lambda: states() == {"sent": 5})
    assert len(gateway.sent) == 5
    assert sql("SELECT max(tries) FROM outbox") == [(1,)]


def test_waits_double_up_to_an_hour():
    minutes = [worker.waiting(tries).total_seconds() / 60 for tries in (1, 2, 3, 6, 7, 50)]
    assert minutes == [1, 2, 4, 32, 60, 60]


def test_codes_overtake_news(put, sending, states, sql):
    put(20)
    sql("UPDATE outbox SET priority = 1")
    put(1, first=99)
    gateway = Fake()
    sending(gateway)
    wait_for(lambda: states() == {"sent": 21})
    assert gateway.sent[0] == "greeting:99"


class RealSender:
    """The sender as a process of its own, against a real mail server."""

    def __init__(self, ini, environment, program="") -> None:
        run = "from ckanext.egov.notifications.sender.__main__ import main; main()"
        self.process = subprocess.Popen(
            [sys.executable, "-c", f"{program}\n{run}", str(ini)], env=environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def end(self) -> str:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=30)[0]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def context(authority) -> ssl.SSLContext:
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(made)
    return made


@pytest.fixture
def start_sender(authority, tmp_path):
    started: list[RealSender] = []
    bundle = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(bundle)

    def start(port: int, program: str = "") -> RealSender:
        ini = tmp_path / "ckan.ini"
        options = {
            "sqlalchemy.url": config["sqlalchemy.url"].replace("%", "%%"),
            "smtp.server": f"localhost:{port}",
            "smtp.mail_from": "portal@example.uz",
            "ckanext.egov.protection.smtp_ca_bundle": str(bundle),
            "ckanext.egov.notifications.email_gateway": "smtp",
            "ckanext.egov.notifications.mailbox_folder": str(tmp_path / "mailbox"),
            "ckanext.egov.notifications.workers": "2",
            "ckanext.egov.accounts.pepper_folder": config["ckanext.egov.accounts.pepper_folder"],
        }
        lines = [f"{key} = {value}" for key, value in options.items()]
        ini.write_text("[app:main]\n" + "\n".join(lines) + "\n")
        started.append(RealSender(ini, dict(os.environ), program))
        return started[-1]

    yield start
    for sender in started:
        if sender.process.poll() is None:
            sender.kill()


def test_a_mail_server_that_is_away_loses_nothing(put, states, start_sender, context):
    port = free_port()
    put(10)
    sender = start_sender(port)
    time.sleep(2)
    assert set(states()) <= {"queued", "sending"}
    server = MailServer(context, port).start()
    try:
        wait_for(lambda: states() == {"sent": 10}, seconds=60)
        assert sorted(address for _, address in server.received) == sorted(
            f"reader{number}@example.com" for number in range(10)
        )
        assert "@" not in sender.end()
    finally:
        server.stop()


REQUEUE_WHAT_DEAD_SENDERS_LEFT = (
    "from ckanext.egov.notifications.sender import outbox\n"
    "outbox.ABANDONED = outbox.ABANDONED.replace(\"'unknown'\", \"'queued'\")"
)


def delivered_after_a_kill(put, states, start_sender, context, program="") -> tuple[int, dict]:
    """Kill the sender when the server has the message and has not said so; then start another."""
    server = MailServer(context).start()
    senders: list[RealSender] = []

    def kill_at_the_first(step: str, address: str) -> str | None:
        if step == "data" and len(server.received) == 0:
            senders[0].kill()
        return None

    server.misbehave = kill_at_the_first
    put(1)
    senders.append(start_sender(server.port))
    try:
        wait_for(lambda: senders[0].process.poll() is not None)
        assert states() == {"sending": 1}
        start_sender(server.port, program)
        wait_for(lambda: "sending" not in states() and "queued" not in states(), seconds=60)
        return len(server.received), states()
    finally:
        server.stop()


def test_a_message_whose_sender_was_killed_is_unknown_and_not_sent_again(
    put, states, start_sender, context
):
    assert delivered_after_a_kill(put, states, start_sender, context) == (1, {"unknown": 1})


def test_a_sender_that_queued_it_again_would_send_it_twice(put, states, start_sender, context):
    """The mutant that the test above must kill."""
    found = delivered_after_a_kill(
        put, states, start_sender, context, REQUEUE_WHAT_DEAD_SENDERS_LEFT
    )
    assert found == (2, {"sent": 1})


def test_what_a_living_sender_sends_is_left_alone(put, sending, states, sql):
    release = threading.Event()
    put(1)
    sending(Fake(lambda message: release.wait(20) and None))
    wait_for(lambda: states() == {"sending": 1})
    connection = desk.connect(config["sqlalchemy.url"])
    assert desk.find_abandoned(connection) == 0
    connection.close()
    release.set()
    wait_for(lambda: states() == {"sent": 1})


def test_a_database_that_drops_its_connections_does_not_stop_the_sender(put, sending, states, sql):
    gateway = Fake()
    sending(gateway)
    put(2)
    wait_for(lambda: states() == {"sent": 2})
    sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = 'egov sender' AND datname = current_database()"
    )
    put(2, first=2)
    wait_for(lambda: states() == {"sent": 4})
    assert len(gateway.sent) == 4
