"""Which addresses lead to the same mailbox, by what the large providers say of themselves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Provider:
    """`domains` are names of one and the same mailbox; the first one stands for all."""

    domains: tuple[str, ...]
    ignored: str = ""
    """Characters that make no difference before the @."""
    same: tuple[tuple[str, str], ...] = ()
    """Characters that mean the same as another one."""


PROVIDERS = (
    Provider(("gmail.com", "googlemail.com"), ignored="."),
    Provider(("icloud.com", "me.com", "mac.com")),
    Provider(("proton.me", "protonmail.com", "protonmail.ch", "pm.me"), ignored="._-"),
    Provider(
        (
            *("yandex.ru", "ya.ru", "yandex.com", "yandex.uz", "yandex.kz", "yandex.by"),
            *("yandex.com.tr", "yandex.ua", "narod.ru"),
        ),
        same=((".", "-"),),
    ),
)

BY_DOMAIN = {domain: provider for provider in PROVIDERS for domain in provider.domains}
