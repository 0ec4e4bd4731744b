"""A session is told apart by words its owner knows."""

import pytest
from ckanext.egov.accounts import devices


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Firefox/130.0",
            "Firefox, Android",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge, Windows"),
        ("<script>", ""),
    ],
)
def test_a_browser_is_named(said, words):
    assert devices.in_words(said) == words
