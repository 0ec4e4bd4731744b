"""One person, one spelling: e-mail addresses and phone numbers as their keys are made of them.

Pure. What cannot be an address raises ValueError with a key word; `words.py` says it to people.
"""

from __future__ import annotations

import re
import unicodedata

import idna

from .look_alikes import is_disguised
from .mail_providers import BY_DOMAIN

LONGEST_EMAIL = 254
LONGEST_LOCAL = 64

_ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(\.{_ATOM})*\Z")
_INVISIBLE = {"\u200b", "\ufeff", "\u00ad"}
_PHONE_MARKS = dict.fromkeys(map(ord, "-‐‑‒–—().\u200e\u200f\u202a\u202c/"))


def email(address: str) -> str:
    """The one spelling of an e-mail address; ValueError: email_empty, _long, _shape, _domain,
    _lookalike.

    Lower case; the domain in punycode; without +extension; dots and doubled domains as the
    provider sees them.
    """
    local, domain = _split(address)
    provider = BY_DOMAIN.get(domain)
    local = local.partition("+")[0]
    if provider:
        domain = provider.domains[0]
        local = local.translate(dict.fromkeys(map(ord, provider.ignored)))
        for one, other in provider.same:
            local = local.replace(one, other)
    if not local:
        raise ValueError("email_shape")
    return f"{local}@{domain}"


def deliverable(address: str) -> str:
    """The address to write to: as it was typed, without what hides in it."""
    local, domain = _split(address, lower=False)
    return f"{local}@{domain}"


def _split(address: str, lower: bool = True) -> tuple[str, str]:
    typed = unicodedata.normalize("NFKC", _clean(address))
    if not typed:
        raise ValueError("email_empty")
    if len(typed) > LONGEST_EMAIL:
        raise ValueError("email_long")
    local, at, domain = typed.rpartition("@")
    if not at or not _LOCAL.match(local.lower()):
        raise ValueError("email_shape")
    if len(local) > LONGEST_LOCAL:
        raise ValueError("email_long")
    domain = _domain(domain)
    if len(local) + 1 + len(domain) > LONGEST_EMAIL:
        raise ValueError("email_long")
    return (local.lower() if lower else local), domain


def _clean(text: str) -> str:
    return "".join(char for char in text if char not in _INVISIBLE).strip()


def _domain(domain: str) -> str:
    try:
        encoded = idna.encode(domain, uts46=True, std3_rules=True).decode()
        shown = idna.decode(encoded, uts46=True)
    except (idna.IDNAError, UnicodeError) as error:
        raise ValueError("email_domain") from error
    labels = shown.split(".")
    if len(labels) < 2 or not labels[-1] or labels[-1].isdigit():
        raise ValueError("email_domain")
    if any(is_disguised(label) for label in labels):
        raise ValueError("email_lookalike")
    return encoded


def phone(number: str, country: str = "998", national_length: int = 9) -> str:
    """The one spelling of a phone number, E.164; ValueError: phone_empty, phone_shape,
    phone_length.

    A number without a country's code belongs to `country`.
    """
    typed = unicodedata.normalize("NFKC", _clean(number)).translate(_PHONE_MARKS)
    typed = "".join(typed.split())
    if not typed:
        raise ValueError("phone_empty")
    plus, digits = typed.startswith("+"), typed.removeprefix("+")
    if not digits.isascii() or not digits.isdigit():
        raise ValueError("phone_shape")
    if not plus and digits.startswith("00"):
        plus, digits = True, digits[2:]
    return "+" + _international(digits, plus, country, national_length)


def _international(digits: str, plus: bool, country: str, national_length: int) -> str:
    whole = len(country) + national_length
    if not plus and len(digits) == national_length:
        digits = country + digits
    elif not plus and len(digits) == national_length + 1 and digits.startswith("8"):
        # The prefix for calls between towns that older people still write.
        digits = country + digits[1:]
    elif not plus and not (digits.startswith(country) and len(digits) == whole):
        raise ValueError("phone_length")
    if digits.startswith(country):
        if len(digits) != whole:
            raise ValueError("phone_length")
        if digits[len(country)] in "01":
            raise ValueError("phone_shape")
    elif not 8 <= len(digits) <= 15:
        raise ValueError("phone_length")
    if digits.startswith("0"):
        raise ValueError("phone_shape")
    return digits


def masked_email(address: str) -> str:
    """Enough of an address for its owner to know it, for others not: a…z@mail.uz."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…{local[-1:] if len(local) > 2 else ''}@{domain}"


def masked_phone(number: str) -> str:
    """The country's code and the last two digits."""
    return f"{number[:4]} … {number[-2:]}"
