"""An e-mail from a message: the same message is the same e-mail at every try."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from .gateways.base import Message, Refused


def stable_id(key: str) -> str:
    """Return a name for a message that says nothing of it; a second copy has the same."""
    return hashlib.sha256(f"egov message\n{key}".encode()).hexdigest()[:32]


def build(message: Message, mail_from: str, reply_to: str = "", name: str = "") -> EmailMessage:
    """Write the e-mail with text and HTML."""
    mail = EmailMessage(policy=SMTP)
    sender = _address(mail_from, name)
    mail["From"] = sender
    mail["To"] = _address(message.address)
    mail["Subject"] = message.subject
    mail["Date"] = formatdate()
    mail["Message-ID"] = f"<{stable_id(message.key)}@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = message.language.replace("_", "-")
    if reply_to:
        mail["Reply-To"] = _address(reply_to)
    _add(mail, message.headers)
    mail.set_content(message.text, cte="quoted-printable")
    if message.html:
        mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return mail


def _add(mail: EmailMessage, headers: Mapping[str, str]) -> None:
    for name, value in headers.items():
        mail[name] = value


def _address(text: str, name: str = "") -> Address:
    """An address whose domain every server can read."""
    try:
        user, _, domain = text.strip().rpartition("@")
        ascii_domain = domain.encode("idna").decode() if not domain.isascii() else domain
        return Address(display_name=name, username=user, domain=ascii_domain)
    except (UnicodeError, ValueError, IndexError) as error:
        raise Refused("not an address") from error
