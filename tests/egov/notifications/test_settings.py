"""The sender reads CKAN's settings without CKAN and says at its start what is wrong with them."""

import subprocess
import sys
from pathlib import Path

import pytest
from ckanext.egov.notifications.sender import settings
from ckanext.egov.notifications.sender.gateways.mailbox import MailboxGateway
from ckanext.egov.notifications.sender.gateways.sms import HttpSmsGateway
from ckanext.egov.notifications.sender.gateways.smtp import SmtpGateway

OWN = "ckanext.egov.notifications."
KEYS = "ckanext.egov.accounts.pepper_folder"
MAILBOX = {
    "sqlalchemy.url": "postgresql://x/y", OWN + "mailbox_folder": "/mail", KEYS: "/keys",
}  # fmt: skip


def test_development_writes_into_a_mailbox():
    found = settings.from_options(MAILBOX)
    assert isinstance(found.gateways["email"](), MailboxGateway)
    assert isinstance(found.gateways["phone"](), MailboxGateway)


def test_mail_and_sms_use_the_operators_servers(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    found = settings.from_options(
        MAILBOX
        | {
            OWN + "email_gateway": "smtp",
            "smtp.server": "mail.example.uz",
            "smtp.mail_from": "portal@example.uz",
            OWN + "phone_gateway": "http",
            OWN + "sms_url": "https://sms.example.uz/send",
            OWN + "sms_secret_file": str(secret),
        }
    )
    mail, sms = found.gateways["email"](), found.gateways["phone"]()
    assert isinstance(mail, SmtpGateway)
    assert (mail.settings.port, mail.settings.verify) == (587, True)
    assert isinstance(sms, HttpSmsGateway)
    assert sms.settings.headers == {"Authorization": "Bearer s3cret"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({OWN + "email_gateway": "pigeon"}, "pigeon"),
        ({OWN + "email_gateway": "smtp"}, "smtp.server"),
        ({OWN + "mailbox_folder": ""}, "mailbox_folder"),
        ({"sqlalchemy.url": ""}, "sqlalchemy.url"),
        ({KEYS: ""}, "pepper_folder"),
        ({OWN + "phone_gateway": "http", OWN + "sms_body": "{"}, "sms_body"),
    ],
)
def test_wrong_settings_are_told_at_the_start(wrong, words):
    with pytest.raises(settings.WrongSettings, match=words):
        settings.from_options(MAILBOX | wrong)


def test_a_percent_sign_of_the_ini_file_is_read_as_ckan_reads_it(tmp_path: Path):
    ini = tmp_path / "ckan.ini"
    ini.write_text(
        "[app:main]\nsqlalchemy.url = postgresql://u:p%%40w@/x\n"
        f"{OWN}mailbox_folder = %(here)s/mailbox\n{KEYS} = %(here)s/keys\n"
    )
    assert settings.read(ini).database == "postgresql://u:p%40w@/x"


def test_the_sender_is_lean():
    """It must live, and be restarted, when CKAN can't."""
    program = (
        "import sys, ckanext.egov.notifications.sender.__main__\n"
        "heavy = {'ckan', 'flask', 'sqlalchemy', 'jinja2'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
