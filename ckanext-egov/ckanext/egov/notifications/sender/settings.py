"""What the sender reads of CKAN's ini file, without CKAN."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path

from .gateways.base import Gateway
from .gateways.mailbox import MailboxGateway
from .gateways.sms import HttpSmsGateway, SmsSettings
from .gateways.smtp import SmtpGateway, SmtpSettings

_PREFIX = "ckanext.egov.notifications."
_SMS_BODY = '{"to": "{to}", "text": "{text}", "id": "{id}"}'
_FROM_ENVIRONMENT = {
    "CKAN_SQLALCHEMY_URL": "sqlalchemy.url",
    "CKAN_SMTP_SERVER": "smtp.server",
    "CKAN_SMTP_STARTTLS": "smtp.starttls",
    "CKAN_SMTP_USER": "smtp.user",
    "CKAN_SMTP_PASSWORD": "smtp.password",
    "CKAN_SMTP_MAIL_FROM": "smtp.mail_from",
}
"""CKAN lets these variables stand above its file."""


class WrongSettings(Exception):
    """The settings say something that can't be; the text says what."""


@dataclass(frozen=True)
class Settings:
    """The database and, for each channel, how its gateways are made and how many there are."""

    database: str
    gateways: Mapping[str, Callable[[], Gateway]]
    workers: Mapping[str, int]
    keys: Path
    """The folder of the keys that messages are sealed with."""


def read(path: Path) -> Settings:
    """Read an ini file; wrong settings are told at the start, not with the first message."""
    parser = ConfigParser(defaults={"here": str(path.resolve().parent)}, strict=False)
    with path.open(encoding="utf-8") as file:
        parser.read_file(file)
    found = dict(parser["app:main"])
    for variable, key in _FROM_ENVIRONMENT.items():
        found[key] = os.environ.get(variable) or found.get(key, "")
    return from_options(found)


def from_options(options: Mapping[str, str]) -> Settings:
    """Make settings from CKAN's options."""
    gateways = {
        "email": _email(options, _own(options, "email_gateway", "mailbox")),
        "phone": _phone(options, _own(options, "phone_gateway", "mailbox")),
    }
    for make in gateways.values():
        make().close()
    many = int(_own(options, "workers", "4"))
    workers = {"email": many, "phone": 1}
    keys = Path(_needed(options, "ckanext.egov.accounts.pepper_folder"))
    return Settings(_needed(options, "sqlalchemy.url"), gateways, workers, keys)


def _email(options: Mapping[str, str], kind: str) -> Callable[[], Gateway]:
    if kind == "mailbox":
        return _mailbox(options)
    if kind != "smtp":
        raise WrongSettings(f"There is no e-mail gateway {kind!r}")
    host, _, port = _needed(options, "smtp.server").rpartition(":")
    if not host:
        host, port = port, ""
    security = _own(options, "smtp_security", "starttls")
    if security not in ("starttls", "tls", "none"):
        raise WrongSettings("smtp_security is starttls, tls or none")
    usual = {"starttls": 587, "tls": 465, "none": 25}[security]
    protection = "ckanext.egov.protection."
    settings = SmtpSettings(
        host=host,
        port=int(port or usual),
        security=security,
        mail_from=_needed(options, "smtp.mail_from"),
        name=_title(options.get("ckan.site_title", "")),
        reply_to=_own(options, "reply_to", ""),
        user=options.get("smtp.user", ""),
        password=options.get("smtp.password", ""),
        verify=_truth(options.get(f"{protection}smtp_verify") or "true"),
        ca_bundle=options.get(f"{protection}smtp_ca_bundle", ""),
    )
    return lambda: SmtpGateway(settings)


def _phone(options: Mapping[str, str], kind: str) -> Callable[[], Gateway]:
    if kind == "mailbox":
        return _mailbox(options)
    if kind != "http":
        raise WrongSettings(f"There is no SMS gateway {kind!r}")
    try:
        body = json.loads(_own(options, "sms_body", _SMS_BODY))
    except ValueError as error:
        raise WrongSettings("sms_body is not JSON") from error
    settings = SmsSettings(
        url=_needed(options, f"{_PREFIX}sms_url"),
        body=body,
        headers=_secret_header(options),
        ca_bundle=_own(options, "sms_ca_bundle", ""),
    )
    return lambda: HttpSmsGateway(settings)


def _secret_header(options: Mapping[str, str]) -> dict[str, str]:
    path = _own(options, "sms_secret_file", "")
    if not path:
        return {}
    name, _, value = _own(options, "sms_header", "Authorization: Bearer {secret}").partition(":")
    secret = Path(path).read_text(encoding="utf-8").strip()
    return {name.strip(): value.strip().replace("{secret}", secret)}


def _mailbox(options: Mapping[str, str]) -> Callable[[], Gateway]:
    folder = _needed(options, f"{_PREFIX}mailbox_folder")
    mail_from = options.get("smtp.mail_from") or "portal@localhost"
    return lambda: MailboxGateway(folder, mail_from)


def _own(options: Mapping[str, str], name: str, default: str) -> str:
    return options.get(_PREFIX + name) or default


def _needed(options: Mapping[str, str], key: str) -> str:
    if not options.get(key):
        raise WrongSettings(f"{key} is not set")
    return options[key]


def _title(text: str) -> str:
    """The sender's name; one per language can't stand in a header."""
    return "" if text.lstrip().startswith("{") else text


def _truth(text: str) -> bool:
    return text.strip().lower() in ("true", "yes", "on", "1")
