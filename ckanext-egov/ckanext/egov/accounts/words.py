"""What is said to people about addresses, codes and limits."""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def about(keyword: str) -> str:
    """The sentence for a key word of `canonical.py`."""
    _ = tk._
    sentences = {
        "email_empty": _("Type your e-mail address."),
        "email_long": _("This e-mail address is too long."),
        "email_shape": _("An e-mail address looks like this: name@example.uz. Check yours."),
        "email_domain": _("The part after @ is not a name of a mail server. Check it."),
        "email_lookalike": _(
            "The part after @ mixes letters that look alike, such as Latin a and Cyrillic а. "
            "Type it in one alphabet."
        ),
        "phone_empty": _("Type your phone number."),
        "phone_shape": _("A phone number looks like this: +998 90 123 45 67. Check yours."),
        "phone_length": _("This phone number has too few or too many digits. Check it."),
    }
    return sentences.get(keyword, _("Check what you typed."))


def wait(seconds: int) -> str:
    """When one may try again."""
    minutes = max(1, -(-seconds // 60))
    if minutes > 90:
        hours = -(-minutes // 60)
        return tk.ungettext(
            "Try again in {number} hour.", "Try again in {number} hours.", hours
        ).format(number=hours)
    return tk.ungettext(
        "Try again in {number} minute.", "Try again in {number} minutes.", minutes
    ).format(number=minutes)
