"""What each outcome is for a person: a status, a heading, a sentence and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from ckanext.participation.booth.service.texts import N_

RETRY_SECONDS = 5


@dataclass(frozen=True)
class Message:
    """Texts as they are in the catalogues."""

    status: int
    heading: str
    text: str
    next: str = ""
    """What a person can do: `again` (type it again), `ask` (ask for a new letter) or nothing."""


MESSAGES = {
    "recorded": Message(
        200,
        N_("Thank you. You are counted."),
        N_("Your voice is counted once and stays in the public record."),
    ),
    "withdrawn": Message(
        200,
        N_("You have taken it back."),
        N_(
            "You are no longer counted. Your name and address are removed; the public record "
            "says only that somebody withdrew."
        ),
    ),
    "unreadable": Message(
        400,
        N_("This could not be read"),
        N_(
            "What was sent is not complete or not readable. Open the letter again and press "
            "its button."
        ),
        "again",
    ),
    "no_token": Message(
        400,
        N_("The code is missing"),
        N_("Type the code from the letter: four groups of four letters and digits."),
        "again",
    ),
    "no_code": Message(
        400,
        N_("That is no code"),
        N_("The code has six digits. Type it as it is in the letter or message."),
        "again",
    ),
    "wrong_token": Message(
        400,
        N_("This link is not right"),
        N_(
            "The link or code does not belong to anything here. Copy it from the letter as a "
            "whole, or ask for a new letter."
        ),
        "again",
    ),
    "wrong_code": Message(
        400,
        N_("This code is not right"),
        N_("Compare the code with the letter or message and type it again."),
        "again",
    ),
    "too_many_tries": Message(
        429,
        N_("Too many wrong codes"),
        N_(
            "For your safety this code can't be used any more. The link in the letter still "
            "works, or ask for a new letter."
        ),
        "ask",
    ),
    "code_expired": Message(
        410,
        N_("This code is too old"),
        N_(
            "A code lasts five minutes. The link in the letter lasts for a day, or ask for a "
            "new letter."
        ),
        "ask",
    ),
    "expired": Message(
        410,
        N_("This link is too old"),
        N_("A link lasts for a day. Ask for a new letter; it takes a minute."),
        "ask",
    ),
    "not_open_yet": Message(
        409, N_("It is not open yet"), N_("You can take part as soon as it opens.")
    ),
    "closed": Message(
        409, N_("It is closed"), N_("The time to take part is over, so this was not counted.")
    ),
    "paused": Message(
        409,
        N_("It is paused"),
        N_("Nobody can take part at the moment. Your link still works when it goes on."),
    ),
    "stopped": Message(
        409, N_("It was stopped"), N_("It ended without a result, so this was not counted.")
    ),
    "not_in_this_phase": Message(
        403, N_("Not at this stage"), N_("This can't be done at the stage that is on now.")
    ),
    "level_too_low": Message(
        403,
        N_("This needs a stronger confirmation"),
        N_(
            "Here it takes more than what you confirmed. Go back and sign in as the page "
            "there says."
        ),
    ),
    "nothing_to_withdraw": Message(
        409,
        N_("There is nothing to take back"),
        N_("You are not counted here, or you have taken it back already."),
    ),
    "mailbox_taken": Message(
        409,
        N_("This was not counted"),
        N_(
            "Somebody has acted by this e-mail address before. It counts for two people at most: "
            "each with a name of their own, both from one district. Use another address, or "
            "prove who you are and sign in."
        ),
    ),
    "name_needed": Message(
        409,
        N_("Two people have acted by this address"),
        N_("Ask for the letter again and write the name that you acted with."),
    ),
    "invalidated": Message(
        403,
        N_("This was taken out of the count"),
        N_(
            "An official took it out, with a reason in the public record. Write to us if you "
            "think this is wrong."
        ),
    ),
    "other_site": Message(
        403,
        N_("This came from another site"),
        N_(
            "For your safety only pages of this portal may send this. Open the letter and use"
            " its link."
        ),
    ),
    "try_again": Message(
        503,
        N_("Please try once more"),
        N_("Something else happened at the same moment. Nothing is lost: press the button again."),
        "again",
    ),
    "busy": Message(
        503,
        N_("Very many people are here now"),
        N_(
            "Your act was not taken yet. Nothing is lost: wait a few seconds and press the "
            "button again. You can't be counted twice."
        ),
        "again",
    ),
    "too_slow": Message(
        408,
        N_("The connection was too slow"),
        N_("Nothing arrived in time. Nothing is lost: press the button again."),
        "again",
    ),
}


def of(code: str) -> Message:
    """The message of an outcome."""
    return MESSAGES[code]
