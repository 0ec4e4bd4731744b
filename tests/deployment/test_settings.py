"""What the operator sets stands above the stack's own settings, and is told at once when wrong."""

from pathlib import Path

import pytest
from ckanext.egov.notifications.sender import settings as sender
from ckanext.egov.notifications.sender.gateways.mailbox import MailboxGateway
from ckanext.egov.notifications.sender.gateways.sms import HttpSmsGateway
from ckanext.egov.notifications.sender.gateways.smtp import SmtpGateway

from deployment.embedded import configuration
from deployment.embedded.instance import Instance, write_private
from deployment.embedded.steps import StepFailed

GATEWAYS = """[app:main]
ckan.site_url = https://data.example.uz
ckanext.egov.notifications.email_gateway = smtp
smtp.server = mail.example.uz:465
smtp.user = portal
smtp.password = 100%%sure
smtp.mail_from = portal@example.uz
ckanext.egov.notifications.smtp_security = tls
ckanext.egov.notifications.phone_gateway = http
ckanext.egov.notifications.sms_url = https://sms.example.uz/send
ckanext.egov.notifications.sms_secret_file = {secret}
ckanext.egov.notifications.sms_body = {{"messages": [
    {{"recipient": "{{to}}", "message-id": "{{id}}", "text": "{{text}}"}}]}}
"""


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    monkeypatch.delenv("EGOV_SETTINGS", raising=False)
    made = Instance(tmp_path / "home", 5999)
    made.prepare()
    return made


def settle(path: Path, text: str) -> None:
    write_private(path, text)


def test_without_a_file_messages_go_to_the_mailbox_folder(instance: Instance) -> None:
    configuration.write(instance)
    made = sender.read(instance.ini)
    assert isinstance(made.gateways["email"](), MailboxGateway)
    assert isinstance(made.gateways["phone"](), MailboxGateway)


def test_the_sender_takes_the_gateways_of_the_operators_file(instance: Instance) -> None:
    secret = instance.home / "sms-secret"
    settle(secret, "key\n")
    settle(instance.home / "settings.ini", GATEWAYS.format(secret=secret))
    configuration.write(instance)
    made = sender.read(instance.ini)
    mail, sms = made.gateways["email"](), made.gateways["phone"]()
    assert isinstance(mail, SmtpGateway)
    assert (mail.settings.host, mail.settings.port) == ("mail.example.uz", 465)
    assert mail.settings.verify is True
    assert mail.settings.password == "100%%sure"
    assert isinstance(sms, HttpSmsGateway)
    assert sms.settings.headers == {"Authorization": "Bearer key"}
    assert sms.settings.body["messages"][0]["recipient"] == "{to}"


def test_an_address_with_https_makes_cookies_secure_and_reaches_booth_and_sealer(
    instance: Instance,
) -> None:
    settle(instance.home / "settings.ini", "[app:main]\nckan.site_url = https://data.example.uz\n")
    configuration.write(instance)
    options = configuration.options(instance)
    assert options["SESSION_COOKIE_SECURE"] == "true"
    assert options["ckanext.egov.accounts.proxy_hops"] == "2"
    for path in (
        configuration.booth_configuration(instance),
        configuration.sealer_configuration(instance),
    ):
        assert '"site_url": "https://data.example.uz"' in path.read_text()


def test_the_environment_may_name_another_file(
    instance: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.ini"
    monkeypatch.setenv("EGOV_SETTINGS", str(other))
    with pytest.raises(StepFailed, match="There is no file"):
        configuration.options(instance)
    settle(other, "[app:main]\nckan.site_title = Portal\n")
    assert configuration.options(instance)["ckan.site_title"] == "Portal"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[app:main]\nckanext.egov.notifications.email_gateway = pigeon\n", "pigeon"),
        ("[app:main]\nckanext.egov.notifications.email_gateway = smtp\n", "smtp.server"),
        ("[app:main]\nckanext.egov.notifications.phone_gateway = http\n", "sms_url"),
        ("[app:main]\nsqlalchemy.url = postgresql://elsewhere/ckan\n", "sqlalchemy.url"),
        ("[app:main]\nx = 1\n[logging]\ny = 2\n", "other parts"),
        ("ckan.site_title = Portal\n", "cannot be read"),
    ],
)
def test_what_is_wrong_is_told_before_anything_starts(
    instance: Instance, text: str, told: str
) -> None:
    settle(instance.home / "settings.ini", text)
    with pytest.raises(StepFailed, match=told):
        configuration.write(instance)


def test_a_file_that_others_may_read_is_refused(instance: Instance) -> None:
    path = instance.home / "settings.ini"
    path.write_text(GATEWAYS)
    path.chmod(0o644)
    with pytest.raises(StepFailed, match="Others may read"):
        configuration.options(instance)
