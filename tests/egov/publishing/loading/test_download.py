"""Linked files come from the open internet only, and not without end."""

import contextlib
import http.server
import threading

import pytest
from ckanext.egov.publishing.loading import config, fetch
from ckanext.egov.publishing.loading.download import is_public, open_link
from ckanext.egov.publishing.loading.engine.errors import LoadError


class Handler(http.server.BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012

    def do_GET(self):
        self.asked.append(self.path)
        if self.path == "/missing":
            self.send_error(404)
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"a,b\n1,2\n" * 1000)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    Handler.asked = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture
def allowed(monkeypatch):
    monkeypatch.setattr(config, "allowed_hosts", lambda: {"127.0.0.1"})
    monkeypatch.setattr(config, "download_seconds", lambda: 60)
    monkeypatch.setattr(config, "max_bytes", lambda: 1 << 20)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "::1", "fe80::1%eth0",
     "fd00::1", "::ffff:127.0.0.1", "0.0.0.0", "224.0.0.1"],
)  # fmt: skip
def test_addresses_of_ones_own_network_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888"])
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


def test_a_local_address_is_refused_before_anything_is_sent(server):
    with pytest.raises(LoadError) as caught, open_link(f"{server}/a.csv", set()):
        pass
    assert caught.value.code == "local_address"
    assert Handler.asked == []


def test_a_host_that_is_allowed_is_read(server, allowed, tmp_path):
    path = fetch.fetch({"url": f"{server}/a.csv", "url_type": ""}, tmp_path / "file")
    assert path.read_bytes().startswith(b"a,b\n1,2\n")


def test_a_download_over_the_limit_is_cut_off(server, allowed, tmp_path, monkeypatch):
    monkeypatch.setattr(config, "max_bytes", lambda: 1000)
    with pytest.raises(LoadError) as caught:
        fetch.fetch({"url": f"{server}/a.csv", "url_type": ""}, tmp_path / "file")
    assert caught.value.code == "too_large"


def test_a_download_without_end_is_cut_off(server, allowed, tmp_path, monkeypatch):
    monkeypatch.setattr(config, "download_seconds", lambda: -1)
    with pytest.raises(LoadError) as caught:
        fetch.fetch({"url": f"{server}/a.csv", "url_type": ""}, tmp_path / "file")
    assert caught.value.code == "too_slow"


@pytest.mark.parametrize("path", ["/missing"])
def test_an_answer_that_is_no_file_is_said_so(server, allowed, tmp_path, path):
    with pytest.raises(LoadError) as caught:
        fetch.fetch({"url": server + path, "url_type": ""}, tmp_path / "file")
    assert caught.value.params == {"detail": "HTTP 404"}


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://example.org/a.csv", "gopher://x"])
def test_only_web_addresses_are_opened(url):
    with pytest.raises(LoadError), contextlib.ExitStack() as stack:
        stack.enter_context(open_link(url, set()))
