"""Opening a link without being made to read the portal's own network.

The address is checked on the connected socket, before a byte is sent: a name that changes
its address between a check and the connection, or a redirect, gains nothing.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from .engine.errors import LoadError

TIMEOUT = urllib3.Timeout(connect=10, read=60)
REDIRECTS = urllib3.Retry(total=5, connect=1, read=1, redirect=5, raise_on_redirect=True)
AGENT = {"User-Agent": "ckanext-egov loading", "Accept-Encoding": "identity"}


def is_public(address: str) -> bool:
    """Whether an address is on the open internet."""
    found = ipaddress.ip_address(address.split("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


def _check(connected: socket.socket, host: str, allowed: set[str]) -> socket.socket:
    address = connected.getpeername()[0]
    if host.lower() not in allowed and not is_public(address):
        connected.close()
        raise LoadError("local_address", host=host)
    return connected


def _pools(allowed: set[str]) -> dict[str, type]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _check(super()._new_conn(), self.host, allowed)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _check(super()._new_conn(), self.host, allowed)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls: Any = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls: Any = Secure

    return {"http": PlainPool, "https": SecurePool}


@contextlib.contextmanager
def open_link(url: str, allowed: set[str]) -> Iterator[urllib3.BaseHTTPResponse]:
    """The response to a GET of a public http(s) address."""
    if not url.lower().startswith(("http://", "https://")):
        raise LoadError("not_downloaded", detail=url[:100])
    manager = urllib3.PoolManager(timeout=TIMEOUT, retries=REDIRECTS)
    manager.pool_classes_by_scheme = _pools(allowed)
    try:
        response = manager.request("GET", url, headers=AGENT, preload_content=False)
        if response.status >= 400:
            raise LoadError("not_downloaded", detail=f"HTTP {response.status}")
        yield response
    except urllib3.exceptions.HTTPError as error:
        raise LoadError("not_downloaded", detail=str(error)[:200]) from error
    finally:
        manager.clear()
