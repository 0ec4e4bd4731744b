"""What makes a signature suspicious, and what a list of sources says: plain values in and out.

An attacker owns many addresses but few networks and domains; a family or a village behind one
mobile operator looks alike. So nothing here refuses anybody: it names reasons to look closer.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

ALLOW, BLOCK = "allow", "block"
DOMAIN, NETWORK = "domain", "network"
KINDS = (DOMAIN, NETWORK)
VERDICTS = (ALLOW, BLOCK)

NARROWEST = {4: 24, 6: 48}
"""Nothing finer is known of where a request comes from."""
WIDE = {4: 16, 6: 32}
"""The width of a block of networks that often belongs to one operator."""
BROADEST = {4: 8, 6: 16}

_DOMAIN = re.compile(r"[a-z0-9*?_-]+(\.[a-z0-9*?_-]+)+")


@dataclass(frozen=True)
class Rate:
    """How many requests for one petition a network may send in so many seconds unsuspected."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True)
class Source:
    """A line of the lists: a glob of domains or a range of networks, trusted or not."""

    kind: str
    pattern: str
    verdict: str


def rate(name: str, written: str) -> Rate | None:
    """A rate as it is configured, `5/60`; None for an empty one. Raises ValueError."""
    if not written.strip():
        return None
    most, _, seconds = written.partition("/")
    found = Rate(name, int(most), int(seconds))
    if found.most < 1 or found.seconds < 1:
        raise ValueError(written)
    return found


def suspicions(
    domain: str,
    network: str,
    before: Mapping[str, int],
    rates: Iterable[Rate],
    sources: Sequence[Source],
) -> list[str]:
    """Why to look closer at a request; `before` says how many came earlier within each rate."""
    by_domain = verdict_on(DOMAIN, domain, sources)
    by_network = verdict_on(NETWORK, network, sources)
    found = [
        f"blocked_{kind}"
        for kind, said in ((DOMAIN, by_domain), (NETWORK, by_network))
        if said == BLOCK
    ]
    if network and by_network != ALLOW:
        found += [each.name for each in rates if before.get(each.name, 0) >= each.most]
    return found


def verdict_on(kind: str, value: str, sources: Iterable[Source]) -> str | None:
    """What the lists say of a domain or network. Trust comes before distrust: an office's own
    domain stays trusted under a block on a whole country's."""
    said = {each.verdict for each in sources if each.kind == kind and covers(each, value)}
    return ALLOW if ALLOW in said else BLOCK if BLOCK in said else None


def covers(source: Source, value: str) -> bool:
    """Whether a line of the lists speaks of this domain or network."""
    if not value:
        return False
    if source.kind == DOMAIN:
        return fnmatchcase(value, source.pattern)
    inner, outer = ipaddress.ip_network(value), ipaddress.ip_network(source.pattern)
    return inner.version == outer.version and inner.subnet_of(outer)  # type: ignore[arg-type]


def domain_pattern(written: str) -> str | None:
    """A glob of domains in its one form; None when it is none, or covers everything."""
    pattern = written.strip().lower().removeprefix("@")
    if not _DOMAIN.fullmatch(pattern) or len(pattern) > 253:
        return None
    return pattern if re.search(r"[a-z0-9]{2}", pattern) else None


def network_range(written: str) -> str | None:
    """A range of networks in its one form, no finer than what is kept; None when it is none."""
    try:
        found = ipaddress.ip_network(written.strip(), strict=False)
    except ValueError:
        return None
    if found.prefixlen < BROADEST[found.version]:
        return None
    length = min(found.prefixlen, NARROWEST[found.version])
    return str(found.supernet(new_prefix=length)) if length < found.prefixlen else str(found)


def wide_of(network: str) -> str:
    """The wide block that a network lies in; empty when there is no network."""
    if not network:
        return ""
    found = ipaddress.ip_network(network)
    return str(found.supernet(new_prefix=WIDE[found.version]))


def search_width(network: str) -> str | None:
    """Which of the two kept hashes finds a range: `narrow`, `wide`; None when neither does."""
    found = ipaddress.ip_network(network)
    if found.prefixlen == NARROWEST[found.version]:
        return "narrow"
    return "wide" if found.prefixlen == WIDE[found.version] else None


def is_alarming(asked: int, least: int) -> bool:
    """Whether so many requests in an hour are worth an official's attention; 0 asks for none."""
    return 0 < least <= asked
