"""Why a signature is looked at closer, and what the lists say: the rules alone."""

from __future__ import annotations

import ipaddress

import pytest
from ckanext.participation.petitions.fraud import query, rules
from ckanext.participation.petitions.fraud.rules import Rate, Source
from hypothesis import given
from hypothesis import strategies as st

RATES = [Rate("burst", 5, 60), Rate("sustained", 20, 300)]
NET = "203.0.113.0/24"


def why(before=None, sources=(), domain="mail.uz", network=NET):
    return rules.suspicions(domain, network, before or {}, RATES, sources)


def test_the_first_ones_of_a_network_are_not_suspicious_and_the_next_one_is():
    assert why({"burst": 4}) == []
    assert why({"burst": 5}) == ["burst"]
    assert why({"burst": 5, "sustained": 20}) == ["burst", "sustained"]


def test_a_blocked_source_is_a_reason_and_a_trusted_network_has_no_rate():
    blocked = [Source("domain", "*.trash.uz", "block"), Source("network", NET, "block")]
    assert why(sources=blocked, domain="x.trash.uz") == ["blocked_domain", "blocked_network"]
    trusted = [Source("network", "203.0.0.0/16", "allow")]
    assert why({"burst": 99}, trusted) == []


def test_trust_comes_before_distrust():
    both = [Source("domain", "*.uz", "block"), Source("domain", "mail.uz", "allow")]
    assert why(sources=both) == []
    assert why(sources=both, domain="other.uz") == ["blocked_domain"]


def test_where_no_network_is_known_nobody_is_suspected_for_it():
    assert why({"burst": 99}, network="") == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("@Example.UZ ", "example.uz"),
        ("*.example.uz", "*.example.uz"),
        ("*", None),
        ("*.*", None),
        ("no domain", None),
        ("x.uz; DROP", None),
    ],
)
def test_domains_are_globs_that_do_not_cover_everybody(typed, kept):
    assert rules.domain_pattern(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("203.0.113.7", NET),
        ("203.0.113.7/32", NET),
        ("203.0.113.0/20", "203.0.112.0/20"),
        ("2001:db8::1", "2001:db8::/48"),
        ("0.0.0.0/0", None),
        ("::/3", None),
        ("203.0.113", None),
    ],
)
def test_networks_are_kept_no_finer_than_a_neighbourhood(typed, kept):
    assert rules.network_range(typed) == kept


@given(st.ip_addresses(), st.integers(0, 128))
def test_a_range_that_was_typed_covers_the_networks_in_it(address, length):
    width = min(length, address.max_prefixlen)
    found = rules.network_range(f"{address}/{width}")
    if found is None:
        assert width < rules.BROADEST[address.version]
        return
    inside = ipaddress.ip_network(f"{address}/{rules.NARROWEST[address.version]}", strict=False)
    assert rules.covers(Source("network", found, "block"), str(inside))


@given(st.text(alphabet="ab*?%_.+\\", max_size=8), st.text(alphabet="ab%_.+\\", max_size=8))
def test_a_pattern_finds_what_a_glob_finds(pattern, text):
    """What means something to SQL or to regular expressions is a letter."""
    assert query.fits(pattern)(text) == _glob(pattern, text)


def _glob(pattern: str, text: str) -> bool:
    if not pattern:
        return not text
    if pattern[0] == "*":
        return _glob(pattern[1:], text) or (bool(text) and _glob(pattern, text[1:]))
    return bool(text) and pattern[0] in ("?", text[0]) and _glob(pattern[1:], text[1:])


@pytest.mark.parametrize("written", ["5", "5/0", "0/60", "a/b", "5/60/7"])
def test_a_rate_that_is_none_is_refused(written):
    with pytest.raises(ValueError, match=r"\w"):
        rules.rate("burst", written)
    assert rules.rate("burst", "") is None
