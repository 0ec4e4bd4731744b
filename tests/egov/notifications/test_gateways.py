"""Every gateway keeps the same promises: taken, or one of four ways of not being taken."""

from __future__ import annotations

import ssl
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import trustme
from ckanext.egov.notifications.sender.gateways.base import (
    Down,
    Gateway,
    Message,
    NotNow,
    Refused,
    Uncertain,
)
from ckanext.egov.notifications.sender.gateways.mailbox import MailboxGateway
from ckanext.egov.notifications.sender.gateways.sms import HttpSmsGateway, SmsSettings
from ckanext.egov.notifications.sender.gateways.smtp import SmtpGateway, SmtpSettings

from .servers import MailServer, SmsServer

MAIL = Message(
    "5b0e", "greeting:1", "greeting", "email", "reader@example.com", "uz", "Salom, dunyo ўқувчи",
    "Salom\n.\n.hidden dot\nўқувчи\n", "<p>Salom</p>",
    {"List-Unsubscribe": "<https://portal.example/unsubscribe/x>",
     "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
)  # fmt: skip
SMS = replace(
    MAIL, channel="phone", address="+998901234567", subject="", html=None, text="Kod {to}"
)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def bundle(authority, tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("authority") / "authority.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


def server_context(authority: trustme.CA, name: str = "localhost") -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


class Smtp:
    """The mail gateway and a real server."""

    message = MAIL

    def __init__(self, authority: trustme.CA, bundle: str) -> None:
        self.server = MailServer(server_context(authority)).start()
        settings = SmtpSettings(
            "localhost", self.server.port, "starttls", "portal@example.uz", ca_bundle=bundle
        )
        self.gateway: Gateway = SmtpGateway(settings)

    def taken(self) -> int:
        return len(self.server.received)

    def reply(self, kind: str) -> None:
        self.server.misbehave = {
            "refuse": lambda step, _: "550 5.1.1 no" if step == "rcpt" else None,
            "refuse content": lambda step, _: "554 5.7.1 no" if step == "data" else None,
            "later": lambda step, _: "451 4.7.1 grey" if step == "rcpt" else None,
            "take and break": lambda step, _: "take and break" if step == "data" else None,
            "well": lambda step, _: None,
        }[kind]

    def stop(self) -> None:
        self.server.stop()


class Sms:
    """The SMS gateway and a real server."""

    message = SMS

    def __init__(self, authority: trustme.CA, bundle: str) -> None:
        self.server = SmsServer(server_context(authority))
        body = {"phone": "{to}", "message": "{text}", "n": 1, "ref": ["{id}"]}
        settings = SmsSettings(self.server.url, body, {"X-Key": "s3cret"}, bundle)
        self.gateway: Gateway = HttpSmsGateway(settings)

    def taken(self) -> int:
        return len(self.server.received)

    def reply(self, kind: str) -> None:
        self.server.misbehave = lambda told: {
            "refuse": 422, "refuse content": 400, "later": 503,
            "take and break": "take and break", "well": None,
        }[kind]  # fmt: skip

    def stop(self) -> None:
        self.server.stop()


@pytest.fixture(params=[Smtp, Sms])
def world(request, authority, bundle):
    made = request.param(authority, bundle)
    yield made
    made.gateway.close()
    made.stop()


def test_a_message_is_taken_once(world):
    world.gateway.send(world.message)
    assert world.taken() == 1


@pytest.mark.parametrize("kind", ["refuse", "refuse content"])
def test_a_refused_message_is_refused_and_the_next_one_is_not(world, kind):
    world.reply(kind)
    with pytest.raises(Refused) as refused:
        world.gateway.send(world.message)
    assert "example" not in str(refused.value)
    world.reply("well")
    world.gateway.send(world.message)
    assert world.taken() == 1


def test_what_can_be_taken_later_says_so(world):
    world.reply("later")
    with pytest.raises(NotNow):
        world.gateway.send(world.message)
    assert world.taken() == 0


def test_an_answer_that_never_comes_is_neither_yes_nor_no(world):
    world.reply("take and break")
    with pytest.raises(Uncertain):
        world.gateway.send(world.message)
    assert world.taken() == 1


def test_a_server_that_is_away_is_down_and_nothing_is_lost(world):
    world.stop()
    with pytest.raises(Down):
        world.gateway.send(world.message)


def test_many_messages_go_over_one_gateway(world):
    for number in range(5):
        world.gateway.send(replace(world.message, key=f"greeting:{number}"))
    assert world.taken() == 5


@pytest.mark.parametrize("kind", [Smtp, Sms])
def test_an_impostor_gets_nothing(kind, authority):
    world = kind(authority, None)
    with pytest.raises(Down, match="SSL"):
        world.gateway.send(world.message)
    assert world.taken() == 0
    world.stop()


def test_an_email_arrives_as_it_was_written(authority, bundle):
    world = Smtp(authority, bundle)
    world.gateway.send(MAIL)
    mail = message_from_bytes(world.server.raw[0], policy=policy.default)
    world.stop()
    assert mail["Subject"] == MAIL.subject
    assert mail["To"] == "reader@example.com"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"] == "<https://portal.example/unsubscribe/x>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n") == MAIL.text
    assert "Salom" in mail.get_body(("html",)).get_content()


def test_a_second_copy_of_a_message_has_the_same_name(authority, bundle):
    world = Smtp(authority, bundle)
    world.gateway.send(MAIL)
    world.gateway.send(MAIL)
    world.gateway.send(replace(MAIL, key="greeting:2"))
    names = [name for name, _ in world.server.received]
    world.stop()
    assert names[0] == names[1] != names[2]
    assert "greeting" not in names[0]


def test_a_connection_that_went_stale_is_made_anew(authority, bundle):
    world = Smtp(authority, bundle)
    world.gateway.send(MAIL)
    world.gateway.connection.sock.shutdown(2)
    world.gateway.send(MAIL)
    assert world.taken() == 2
    world.stop()


def test_an_sms_carries_its_secret_and_a_message_cannot_fill_in_marks(authority, bundle):
    world = Sms(authority, bundle)
    world.gateway.send(SMS)
    told, headers = world.server.received[0], world.server.headers[0]
    world.stop()
    assert told["phone"] == "+998901234567"
    assert told["message"] == "Kod {to}"
    assert headers["X-Key"] == "s3cret"
    assert told["ref"] == [headers["Idempotency-Key"]]


@pytest.mark.parametrize(("message", "suffix"), [(MAIL, ".eml"), (SMS, ".txt")])
def test_the_mailbox_keeps_a_file_per_message_for_its_owner_only(tmp_path: Path, message, suffix):
    folder = tmp_path / "mailbox"
    gateway = MailboxGateway(str(folder), "portal@localhost")
    gateway.send(message)
    (path,) = folder.iterdir()
    assert path.suffix == suffix
    assert folder.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600
    assert message.address in path.read_text()


def test_a_mailbox_that_cannot_be_written_is_down(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Down):
        MailboxGateway(str(tmp_path / "file" / "mailbox"), "portal@localhost").send(MAIL)
