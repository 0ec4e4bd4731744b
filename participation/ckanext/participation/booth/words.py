"""What is said to people who ask to act."""

from __future__ import annotations

from datetime import datetime

import ckan.plugins.toolkit as tk
from ckanext.egov.accounts.levels import Level
from ckanext.participation.process.rules import Refusal


def about(keyword: str) -> str:
    """The sentence for a key word of `checking.py`."""
    _ = tk._
    return {
        "long": _("This is too long. Make it shorter."),
        "characters": _("This holds invisible or damaged characters. Type it anew."),
        "formula": _("A name does not begin with = + - or @."),
        "link": _("A name holds no web addresses."),
        "letters": _("A name is made of letters."),
        "mixed": _("A word in this name mixes letters of two alphabets. Type it in one."),
        "shape": _("This could not be read. Fill in the form again."),
        "name_empty": _("Write your name."),
        "region_empty": _("Choose your region from the list."),
        "district_empty": _("Choose your district or city from the list."),
    }[keyword]


def refused(refusal: Refusal) -> str:
    """Why nobody, or not this person, can do this now."""
    _ = tk._
    if refusal.code == "level_too_low":
        return _level(refusal.level)
    if refusal.code == "not_open_yet" and refusal.until:
        return _("It is not open yet. It opens on {date}.").format(date=_day(refusal.until))
    if refusal.code == "not_in_this_phase" and refusal.until:
        return _("This can be done from {date}.").format(date=_day(refusal.until))
    return {
        "not_open_yet": _("It is not open yet."),
        "closed": _("It is closed: the time to take part is over."),
        "paused": _("It is paused: nobody can take part at the moment."),
        "stopped": _("It was stopped and ended without a result."),
        "not_in_this_phase": _("This can't be done at the stage that is on now."),
    }[refusal.code]


def _level(level: int | None) -> str:
    _ = tk._
    return {
        Level.EMAIL: _("Confirm your e-mail address to do this."),
        Level.PHONE: _("Confirm your phone number to do this."),
        Level.IDENTITY: _("Prove who you are to do this: sign in with your national identity."),
    }.get(Level(level or Level.EMAIL), _("This needs a stronger confirmation."))


def _day(moment: datetime) -> str:
    return tk.h.render_datetime(moment, with_hours=True)
