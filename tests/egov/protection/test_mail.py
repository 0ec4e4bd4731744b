"""Mail goes only to a server that proves who it is."""

import smtplib
import ssl
from collections.abc import Iterator
from pathlib import Path

import ckan.plugins.toolkit as tk
import pytest
import trustme
from aiosmtpd.controller import Controller
from ckan.lib import mailer
from ckan.lib.mailer import MailerException

from deployment.embedded.instance import free_port

pytestmark = pytest.mark.usefixtures("portal", "ckan_config")


class Inbox:
    """Keeps what a mail server is given."""

    def __init__(self) -> None:
        self.received: list[str] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        self.received.append(envelope.rcpt_tos[0])
        return "250 OK"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def serve(authority: trustme.CA, name: str) -> Iterator[tuple[Inbox, int]]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    inbox = Inbox()
    port = free_port()
    server = Controller(
        inbox, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True
    )
    server.start()
    yield inbox, port
    server.stop()


@pytest.fixture(scope="module")
def server(authority) -> Iterator[tuple[Inbox, int]]:
    yield from serve(authority, "localhost")


@pytest.fixture(scope="module")
def impostor(authority) -> Iterator[tuple[Inbox, int]]:
    yield from serve(authority, "elsewhere.example")


@pytest.fixture
def bundle(authority, tmp_path: Path) -> str:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture(autouse=True)
def starttls(ckan_config, monkeypatch) -> None:
    monkeypatch.setitem(ckan_config, "smtp.starttls", True)
    monkeypatch.setitem(ckan_config, "smtp.mail_from", "portal@example.com")


def send(config, port: int) -> None:
    config["smtp.server"] = f"localhost:{port}"
    tk.mail_recipient("Reader", "reader@example.com", "Subject", "Body")


def test_a_server_with_an_unknown_certificate_gets_nothing(server, ckan_config):
    inbox, port = server
    with pytest.raises(MailerException, match="could not be trusted"):
        send(ckan_config, port)
    assert inbox.received == []


def test_a_server_that_our_authority_signed_gets_the_mail(server, bundle, ckan_config):
    inbox, port = server
    ckan_config["ckanext.egov.protection.smtp_ca_bundle"] = bundle
    send(ckan_config, port)
    assert inbox.received.pop() == "reader@example.com"


def test_a_server_with_another_name_gets_nothing(impostor, bundle, ckan_config):
    inbox, port = impostor
    ckan_config["ckanext.egov.protection.smtp_ca_bundle"] = bundle
    with pytest.raises(MailerException, match="could not be trusted"):
        send(ckan_config, port)
    assert inbox.received == []


def test_the_check_can_be_turned_off_for_a_server_on_this_machine(server, ckan_config):
    inbox, port = server
    ckan_config["ckanext.egov.protection.smtp_verify"] = False
    send(ckan_config, port)
    assert inbox.received.pop() == "reader@example.com"


@pytest.mark.ckan_config("ckan.plugins", "")
def test_without_the_plugin_any_certificate_is_taken(server, ckan_config, monkeypatch):
    """What CKAN 2.12.0 does. When this fails, CKAN is mended and `mail.py` can go."""
    monkeypatch.setattr(mailer, "smtplib", smtplib)
    inbox, port = server
    send(ckan_config, port)
    assert inbox.received.pop() == "reader@example.com"
