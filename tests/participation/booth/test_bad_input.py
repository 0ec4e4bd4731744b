"""Bad input gets a clear message with 400, 403 or 405 and never 500, on every field."""

from __future__ import annotations

import json
import socket

import pytest
from ckanext.participation.booth import checking

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
BODIES = [
    (FORM, b""),
    (FORM, b"token="),
    (FORM, b"token=%00"),
    (FORM, b"token=%FF%FE"),
    (FORM, b"token=\xff\xfe"),
    (FORM, b"token=a&token=b"),
    (FORM, b"token=" + "ф".encode() * 16),
    (FORM, b"token=" + b"A" * 3000),
    (FORM, b"token=" + b"A" * 5000),
    (FORM, b"confirmation=x&code=123456"),
    (FORM, b"confirmation=00000000-0000-0000-0000-000000000000&code=123456"),
    (FORM, b"confirmation=00000000-0000-0000-0000-000000000000&code=%E2%80%AE12345"),
    (FORM, b"&".join(b"a%d=1" % n for n in range(50))),
    (JSON, b"{"),
    (JSON, b"[]"),
    (JSON, b"1"),
    (JSON, b'{"token": 5}'),
    (JSON, b'{"token": ["x"]}'),
    (JSON, b'{"token": "\\u0000"}'),
    (JSON, b'{"token": "\\ud800"}'),
    (JSON, b"[" * 3000),
    (JSON, b'{"confirmation": "x", "code": null}'),
    ("multipart/form-data; boundary=x", b"--x--"),
    ("text/plain", b"token=x"),
    ("", b"token=x"),
]


@pytest.mark.parametrize(("kind", "body"), BODIES, ids=range(len(BODIES)))
def test_what_can_not_be_read_is_400_with_a_message(booth, kind, body):
    for accept in ("text/html", JSON):
        answer = booth.request("POST", "/booth/act", body, content_type=kind, accept=accept)
        assert answer.status == 400, answer.body
        assert answer.said["message"] if accept == JSON else "<h1>" in answer.body


@pytest.mark.parametrize(
    "headers",
    [{"sec_fetch_site": "cross-site"}, {"origin": "https://evil.uz"}, {"origin": "null"}],
)
def test_what_another_site_sends_is_403_and_counts_nobody(
    booth, asked, found, open_process, headers
):
    letter = asked(open_process()["process_no"])
    body = json.dumps({"token": letter.token}).encode()
    answer = booth.request("POST", "/booth/act", body, content_type=JSON, accept=JSON, **headers)
    assert answer.status == 403
    query = "SELECT 1 FROM participation_act WHERE person_key = %s"
    assert found(query, letter.person_key) == []
    same = {"sec_fetch_site": "same-origin", "origin": "http://localhost"}
    assert booth.request("POST", "/booth/act", body, content_type=JSON, **same).status == 200


def test_looking_confirms_nothing(booth):
    assert booth.request("GET", "/booth/act").status == 405
    assert booth.request("GET", "/booth/other").status == 404


def test_who_sends_too_slowly_is_cut_off(booth):
    with socket.socket(socket.AF_UNIX) as slow:
        slow.settimeout(20)
        slow.connect(str(booth.path))
        head = b"POST /booth/act HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n"
        slow.sendall(head + b"Content-Type: application/json\r\n\r\n{")
        assert slow.recv(100).startswith(b"HTTP/1.1 408")


def test_answers_are_kept_by_nobody_and_guarded_like_pages_of_the_portal(booth):
    from ckanext.egov.protection import headers

    answer = booth.press(token="")
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for name, value in headers.FIXED.items():
        if name != "Permissions-Policy":
            assert answer.headers[name.lower()] == value


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Oʻgʻiloy Karimova", None),
        ("Ўғилой", None),
        ("", "letters"),
        ("12", "letters"),
        ("=1+1", "formula"),
        ("+998", "formula"),
        ("-Ali", "formula"),
        ("@ali", "formula"),
        ("see http://x.uz", "link"),
        ("buy cheap.com now", "link"),
        ("Kаrim", "mixed"),
        ("Ali\u202eila", "characters"),
        ("Ali\u2066", "characters"),
        ("Ali\x00", "characters"),
        ("Ali\ud800", "characters"),
        ("Ali\u200b", "characters"),
        ("a" * 101, "long"),
    ],
)
def test_a_name_is_a_name(name, problem):
    assert checking.name_problem(name) == problem
