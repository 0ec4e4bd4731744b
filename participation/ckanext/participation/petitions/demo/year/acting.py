"""What people and officials do in a year, each by the portal's own actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import ckan.model as core_model
from ckanext.egov import answers
from ckanext.egov.answers import obligations
from ckanext.participation.booth import acts
from ckanext.participation.process import rules as process_rules

from ... import lifecycle, model, rules
from .. import loader, signing
from ..content import Signer
from .story import DAYS, Story

FRIENDS = 20


@dataclass
class Life:
    """A petition while its year goes on."""

    story: Story
    process_no: int
    signed: list[Signer] = field(default_factory=list)
    gone: int = 0
    """How many of those who signed are not in the count any more."""

    @property
    def counted(self) -> int:
        """How many the public count has to show."""
        return len(self.signed) - self.gone


def write(story: Story) -> Life:
    """Write and confirm it, as its creator does."""
    return Life(story, loader.write(story.petition))


def sponsor(life: Life) -> None:
    """The first of those who will sign stand behind it, or friends of who wrote it."""
    friends = [
        Signer(f"demo-{life.story.petition.key}-{number}", f"Namuna {number}", "1726")
        for number in range(FRIENDS)
    ]
    people = life.story.signers() or friends
    loader.sponsor(life.process_no, people, life.story.petition.language)


def approve(life: Life) -> None:
    """A moderator reads and opens it; somebody translates it."""
    loader.decide(life.process_no, decision="approve")
    loader.translate(life.story.petition, life.process_no)


def reject(life: Life, reason: str) -> None:
    """A moderator refuses it for one of the public reasons."""
    loader.decide(life.process_no, decision="reject", reason=reason)


def sign(life: Life, signers: list[Signer]) -> None:
    """Some people sign at about the same time."""
    signing.sign(life.process_no, signers, life.story.petition.language)
    life.signed += signers


def withdraw(life: Life, count: int) -> None:
    """Some people take their signatures back."""
    feature = f"{process_rules.WITHDRAW}{rules.SIGN}"
    people = life.signed[:count]
    signing.act(life.process_no, feature, people, life.story.petition.language)
    life.gone += len(people)


def invalidate(life: Life, count: int, reason: str) -> None:
    """Officials take the newest signatures out of the count."""
    found = acts.find(life.process_no, rules.SIGN, *_ever())[-count:]
    loader.act("act_invalidate", act_ids=found, reason=reason)
    life.gone += len(found)


def acknowledge(life: Life) -> None:
    """The body says that it has got it."""
    loader.act("answer_acknowledge", obligation_id=_owed(life))


def answer(life: Life, texts: dict[str, str], decision: str = "accepted") -> None:
    """The body answers."""
    number = _owed(life)
    draft = loader.act("answer_draft_show", obligation_id=number)
    loader.act(
        "answer_publish",
        obligation_id=number,
        texts=texts,
        decision=decision,
        version=draft["version"],
    )


def promise(life: Life, texts: dict[str, str], in_days: int) -> None:
    """The body promises something until a day."""
    loader.act(
        "commitment_create",
        process_no=life.process_no,
        obligation_id=_owed(life),
        texts=texts,
        due=(obligations.today() + timedelta(days=in_days)).isoformat(),
    )


def keep(life: Life, status: str = "done", **said: Any) -> None:
    """The body says how far its promise is."""
    [commitment] = loader.act("commitment_list", process_no=life.process_no)["results"][:1]
    loader.act(
        "commitment_update",
        commitment_id=commitment["commitment_id"],
        version=commitment["version"],
        status=status,
        **said,
    )


def pause(life: Life, reason: dict[str, str]) -> None:
    """Something is broken: nobody can sign."""
    loader.act("process_pause", process_no=life.process_no, reason=reason)


def resume(life: Life) -> None:
    """It works again; the days that were lost are added."""
    loader.act("process_resume", process_no=life.process_no)


def close(life: Life, reason: dict[str, str]) -> None:
    """The body ends it before its time."""
    loader.act("process_close", process_no=life.process_no, reason=reason)


def _ever() -> tuple[datetime, datetime]:
    now = model.now()
    return now - timedelta(days=DAYS), now


def _owed(life: Life) -> int:
    core_model.Session.rollback()
    owed = answers.of(lifecycle.KIND, str(life.process_no))
    if owed is None:
        raise loader.DemoFailed(f"{life.story.petition.key} did not reach its threshold")
    return owed.obligation_id


STEPS: dict[str, Callable[..., None]] = {
    "sponsor": sponsor,
    "approve": approve,
    "reject": reject,
    "withdraw": withdraw,
    "invalidate": invalidate,
    "acknowledge": acknowledge,
    "answer": answer,
    "promise": promise,
    "keep": keep,
    "pause": pause,
    "resume": resume,
    "close": close,
}
"""The words that a story may use."""
