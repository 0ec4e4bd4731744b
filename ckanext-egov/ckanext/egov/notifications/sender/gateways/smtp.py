"""E-mail by SMTP, to a server that proves who it is."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from .. import mime
from .base import Down, Gateway, Message, NotNow, Refused, Uncertain

SECONDS = 30
LAST_REPLY_SECONDS = 120
"""A server may take its time after the last dot (RFC 5321, 4.5.3.2.6)."""


@dataclass(frozen=True)
class SmtpSettings:
    """Where the mail server is and how we speak to it."""

    host: str
    port: int
    security: str
    mail_from: str
    name: str = ""
    reply_to: str = ""
    user: str = ""
    password: str = ""
    verify: bool = True
    ca_bundle: str = ""


class SmtpGateway(Gateway):
    """Keeps one connection open while there is something to send."""

    def __init__(self, settings: SmtpSettings) -> None:
        self.settings = settings
        self.connection: smtplib.SMTP | None = None

    def send(self, message: Message) -> None:
        """Hand an e-mail to the server."""
        mail = mime.build(
            message, self.settings.mail_from, self.settings.reply_to, self.settings.name
        )
        try:
            self._hand_over(mail, self._begin(mail))
        except (Down, Uncertain):
            self.close()
            raise

    def close(self) -> None:
        """Say goodbye, if anybody still listens."""
        connection, self.connection = self.connection, None
        if connection is not None:
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()

    def _begin(self, mail: EmailMessage) -> smtplib.SMTP:
        """A connection that has taken the sender; one that went stale is made anew."""
        if self.connection is not None:
            try:
                _mail_from(self.connection, mail)
                return self.connection
            except (Down, OSError, smtplib.SMTPServerDisconnected):
                self.close()
        self.connection = self._connect()
        try:
            _mail_from(self.connection, mail)
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            raise Down(_kind(error)) from error
        return self.connection

    def _connect(self) -> smtplib.SMTP:
        try:
            return self._open()
        except smtplib.SMTPResponseException as error:
            raise Down(f"{_kind(error)} {error.smtp_code}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise Down(_kind(error)) from error

    def _open(self) -> smtplib.SMTP:
        settings = self.settings
        if settings.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                settings.host, settings.port, timeout=SECONDS, context=self._context()
            )
        else:
            connection = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS)
        try:
            if settings.security == "starttls":
                connection.starttls(context=self._context())
            connection.ehlo_or_helo_if_needed()
            if settings.user:
                connection.login(settings.user, settings.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.settings.ca_bundle or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if not self.settings.verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context

    def _hand_over(self, mail: EmailMessage, connection: smtplib.SMTP) -> None:
        try:
            address = mail["To"].addresses[0].addr_spec
            _judge(*connection.rcpt(address, _options(mail, connection)[1:]))
            _judge(*connection.docmd("DATA"), expected=354)
            connection.send(_wire(mail))
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            # Without the last dot no server delivers anything.
            raise Down(_kind(error)) from error
        except (Refused, NotNow):
            _reset(connection)
            raise
        _finish(connection)


def _finish(connection: smtplib.SMTP) -> None:
    """The last dot: from here on the message may be theirs."""
    try:
        if connection.sock is not None:
            connection.sock.settimeout(LAST_REPLY_SECONDS)
        connection.send(b".\r\n")
        code, reply = connection.getreply()
        if connection.sock is not None:
            connection.sock.settimeout(SECONDS)
    except (OSError, smtplib.SMTPServerDisconnected) as error:
        raise Uncertain(_kind(error)) from error
    _judge(code, reply)


def _mail_from(connection: smtplib.SMTP, mail: EmailMessage) -> None:
    address = mail["From"].addresses[0].addr_spec
    code, reply = connection.mail(address, _options(mail, connection))
    try:
        _judge(code, reply)
    except Refused as error:
        # A server that does not take our own address takes no message at all.
        _reset(connection)
        raise Down(str(error)) from error
    except NotNow:
        _reset(connection)
        raise


def _options(mail: EmailMessage, connection: smtplib.SMTP) -> list[str]:
    if mail["To"].addresses[0].username.isascii():
        return []
    if not connection.has_extn("smtputf8"):
        raise Refused("address needs SMTPUTF8")
    return ["SMTPUTF8"]


def _wire(mail: EmailMessage) -> bytes:
    """The bytes of the mail with every leading dot doubled (RFC 5321, 4.5.2)."""
    utf8 = not mail["To"].addresses[0].username.isascii()
    return re.sub(rb"(?m)^\.", b"..", mail.as_bytes(policy=SMTPUTF8 if utf8 else SMTP))


def _judge(code: int, reply: bytes, expected: int = 250) -> None:
    if code == expected or (expected == 250 and code == 251):
        return
    told = f"{code} {_enhanced(reply)}".strip()
    if code == 421 or code < 400:
        raise Down(told)
    raise NotNow(told) if code < 500 else Refused(told)


def _enhanced(reply: bytes) -> str:
    """The code of RFC 3463 in front of a reply; the words behind it may repeat an address."""
    found = re.match(rb"[245]\.\d{1,3}\.\d{1,3}\b", reply)
    return found.group().decode() if found else ""


def _reset(connection: smtplib.SMTP) -> None:
    try:
        connection.rset()
    except (smtplib.SMTPException, OSError):
        connection.close()


def _kind(error: BaseException) -> str:
    return type(error).__name__
