"""The mail server's certificate is checked before anything is sent to it.

CKAN 2.12.0 calls a bare `starttls()`, which takes any certificate (CVE-2026-41132). Drop this file
when CKAN hands over a context of its own.
"""

import functools
import smtplib
import ssl
from typing import Any

from ckan.lib import mailer

from . import config


class CheckedSmtplib:
    """Python's smtplib as CKAN's mailer uses it, with connections that check certificates."""

    def __getattr__(self, name: str) -> Any:
        return getattr(smtplib, name)

    def SMTP(self, host: str, port: int) -> smtplib.SMTP:
        connection = smtplib.SMTP(host, port)
        connection.starttls = functools.partial(_start_tls, connection, connection.starttls)
        return connection


def _start_tls(connection: smtplib.SMTP, starttls: Any) -> Any:
    try:
        return starttls(context=context())
    except (ssl.SSLError, OSError) as error:
        # The mailer says goodbye in any case; the connection is not in a state to be spoken to.
        connection.close()
        connection.quit = lambda: (221, b"")
        raise smtplib.SMTPException(f"The mail server could not be trusted: {error}") from error


def context() -> ssl.SSLContext:
    """The rules for a mail server's certificate: it is checked unless the operator says not to."""
    made = ssl.create_default_context(cafile=config.smtp_ca_bundle())
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    if not config.smtp_verify():
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    return made


def guard() -> None:
    """Let CKAN's mailer use the checked connections."""
    mailer.smtplib = CheckedSmtplib()  # type: ignore[assignment]
