"""Real servers on this machine, which can be told to misbehave."""

from __future__ import annotations

import http.server
import json
import ssl
import threading
from collections.abc import Callable
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from deployment.embedded.instance import free_port


class MailServer:
    """An SMTP server with STARTTLS. `misbehave` is asked at each message: a reply, or nothing."""

    def __init__(self, context: ssl.SSLContext, port: int | None = None) -> None:
        self.port = port or free_port()
        self.received: list[tuple[str, str]] = []
        """Message-ID and address of what was taken."""
        self.raw: list[bytes] = []
        self.misbehave: Callable[[str, str], str | None] = lambda step, address: None
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self.port, tls_context=context, require_starttls=True,
            authenticator=lambda *_: AuthResult(success=True), auth_required=False,
        )  # fmt: skip

    def start(self) -> MailServer:
        self._controller.start()
        return self

    def stop(self) -> None:
        """Be gone; twice is once."""
        if self._controller.server is not None:
            self._controller.stop()

    async def handle_RCPT(self, server: SMTP, session, envelope, address, options) -> str:
        if reply := self.misbehave("rcpt", address):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:
        address = envelope.rcpt_tos[0]
        reply = self.misbehave("data", address)
        if reply is None or reply == "take and break":
            content = envelope.content
            self.raw.append(content)
            self.received.append((message_from_bytes(content)["Message-ID"], address))
        if reply == "take and break":
            server.transport.abort()
            return ""
        return reply or "250 2.0.0 OK"


class SmsServer:
    """An HTTP server that takes JSON. `misbehave` returns a status, or nothing."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.received: list[dict] = []
        self.headers: list[dict[str, str]] = []
        self.misbehave: Callable[[dict], int | str | None] = lambda told: None
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                reply = outer.misbehave(told)
                if reply is None or reply == "take and break":
                    outer.received.append(told)
                    outer.headers.append(dict(self.headers))
                if reply == "take and break":
                    self.connection.close()
                    return
                self.send_response(int(reply or 200))
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://localhost:{self._server.server_port}/send"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
