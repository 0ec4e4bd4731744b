"""Who may call which action of participation, with and without a second factor.

The list of actions is the plugins' own: an action that stands in no line of `MATRIX` fails the
tests. Officials' acts leave their line in the audit record, refused ones leave nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ckan.plugins as p
import pytest
import sqlalchemy as sa
from ckan import model
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckan.types import Context
from ckanext.egov.accounts.model import OfficialDuty
from ckanext.egov.audit.model import RECORD
from ckanext.participation.petitions.fraud import model as invalidations
from ckanext.participation.publishing import model as publications
from flask import g
from flask_login import login_user

from tests.participation.petitions.conftest import (  # noqa: F401
    bring_to_moderators,
    district,
    make,
    opened,
    written,
)  # fmt: skip

REASON = {"en": "The network was down"}
BLOCKED = {"kind": "domain", "pattern": "*.flood.uz", "verdict": "block"}
SEARCHED = {"title": "A flood", "reason": "one_source", "domain": "*.flood.uz"}
EVERYBODY = ("anonymous", "stranger", "editor", "moderator", "sysadmin")
EDITORS = ("editor", "sysadmin")
MODERATORS = ("moderator", "sysadmin")
BOTH = ("editor", "moderator", "sysadmin")
OFFICIALS = ("stranger", *BOTH)
"""Who moderates, or answers for any body at all."""


@dataclass(frozen=True)
class Line:
    """Who may call an action; for acts of officials, how a process is made ready for it."""

    who: tuple[str, ...]
    prepare: Callable[[Any], dict[str, Any]] | None = None
    reads: bool = False
    """Looking changes nothing and leaves no line in the audit record."""

    def ready(self, world: Any) -> dict[str, Any]:
        """Have something that the action can be done to: what is said to it."""
        assert self.prepare is not None
        return self.prepare(world)


def step(name: str, **given: Any) -> Callable[[Any], dict[str, Any]]:
    """A process that has come as far as `name`, and what is said to the action."""
    return lambda world: {"process_no": world.process(name), **given}


MATRIX = {
    "process_create": Line(EDITORS, lambda world: {
        "kind": "try", "body": world.body["id"], "title": {"en": "Another"}}),
    "process_update": Line(EDITORS, step("draft", title={"en": "Changed"})),
    "process_announce": Line(EDITORS, step("draft")),
    "process_open": Line(EDITORS, step("draft")),
    "process_pause": Line(EDITORS, step("open", reason=REASON)),
    "process_resume": Line(EDITORS, step("paused")),
    "process_extend": Line(EDITORS, step(
        "open", until=(datetime.now(UTC) + timedelta(days=9)).isoformat(), reason=REASON)),
    "process_close": Line(EDITORS, step("open", reason=REASON)),
    "process_stop": Line(EDITORS, step("open", reason=REASON)),
    "process_show": Line(EVERYBODY),
    "process_list": Line(EVERYBODY),
    "process_event_list": Line(EVERYBODY),
    "process_similar_list": Line(EVERYBODY),
    "act_request": Line(EVERYBODY),
    "act_invalidate": Line(MODERATORS, lambda world: {
        "act_ids": world.act("valid"), "reason": "bot"}),
    "act_restore": Line(MODERATORS, lambda world: {
        "act_ids": world.act("invalidated"), "reason": "mistake"}),
    "process_count_show": Line(EVERYBODY),
    "process_journal_show": Line(EVERYBODY),
    "ledger_show": Line(EVERYBODY),
    "receipt_check": Line(EVERYBODY),
    "decision_create": Line(EDITORS, step(
        "open", texts={"en": "So it is"}, decided_on=date.today().isoformat())),
    "commitment_create": Line(EDITORS, step(
        "open", texts={"en": "We will"}, due=(date.today() + timedelta(days=90)).isoformat())),
    "commitment_update": Line(EDITORS, lambda world: {
        "commitment_id": world.commitment(), "version": 1, "status": "underway"}),
    "commitment_list": Line(EVERYBODY),
    "commitment_show": Line(EVERYBODY),
    "outcome_list": Line(EVERYBODY),
    "outcome_show": Line(EVERYBODY),
    "process_publish": Line(EDITORS, step("sealed")),
    "process_certify": Line(EDITORS, step("published")),
    "process_publication_show": Line(EVERYBODY),
    "petition_create": Line(EVERYBODY),
    "petition_confirm": Line(EVERYBODY),
    "petition_list": Line(EVERYBODY),
    "petition_level_list": Line(EVERYBODY),
    "petition_similar_list": Line(EVERYBODY),
    "petition_invitation_show": Line(EVERYBODY),
    "petition_sponsor": Line(EVERYBODY),
    "petition_creator_ask": Line(EVERYBODY),
    "petition_creator_enter": Line(EVERYBODY),
    "petition_creator_show": Line((), lambda world: {
        "process_no": world.petition(), "pass": "x.y.z"}, reads=True),
    "petition_update_create": Line((), lambda world: {
        "process_no": world.petition(), "pass": "x.y.z", "title": "New", "text": "More"}),
    "petition_ending_show": Line(EVERYBODY),
    "petition_flag": Line(MODERATORS, lambda world: {"process_no": world.waiting()}),
    "petition_shelve": Line(MODERATORS, lambda world: {"process_no": world.waiting()}),
    "petition_restore": Line(MODERATORS, lambda world: {"process_no": world.waiting("flag")}),
    "petition_stop": Line(MODERATORS, lambda world: {
        "process_no": world.waiting(), "reason": "creator_asked"}),
    "petition_remove": Line(MODERATORS, lambda world: {
        "process_no": world.petition(), "reason": "court_order"}),
    "petition_show": Line(EVERYBODY),
    "petition_related_list": Line(EVERYBODY),
    "petition_statistics_show": Line(EVERYBODY),
    "petition_desk_list": Line(OFFICIALS, lambda world: {}, reads=True),
    "petition_count_show": Line(EVERYBODY),
    "petition_integrity_show": Line(EVERYBODY),
    "petition_trend_list": Line(MODERATORS, lambda world: {}, reads=True),
    "petition_hold_list": Line(MODERATORS, lambda world: {}, reads=True),
    "petition_hold_decide": Line(MODERATORS, lambda world: {
        "act_ids": world.held(), "decision": "release"}),
    "petition_source_list": Line(MODERATORS, lambda world: {}, reads=True),
    "petition_source_create": Line(MODERATORS, lambda world: BLOCKED),
    "petition_source_delete": Line(MODERATORS, lambda world: {
        "source_id": call_action("petition_source_create", **BLOCKED)["source_id"]}),
    "petition_invalidation_preview": Line(
        MODERATORS, lambda world: {"domain": "d.uz"}, reads=True),
    "petition_invalidation_create": Line(MODERATORS, lambda world: SEARCHED),
    "petition_invalidation_start": Line(MODERATORS, lambda world: world.invalidation("draft")),
    "petition_invalidation_cancel": Line(MODERATORS, lambda world: world.invalidation("queued")),
    "petition_invalidation_undo": Line(MODERATORS, lambda world: world.invalidation("done")),
    "petition_invalidation_show": Line(
        MODERATORS, lambda world: world.invalidation("draft"), reads=True),
    "petition_invalidation_list": Line(MODERATORS, lambda world: {}, reads=True),
    "petition_hearing_update": Line(EDITORS, lambda world: {
        "process_no": world.petition(), "state": "scheduled",
        "at": (datetime.now(UTC) + timedelta(days=9)).isoformat()}),
    "petition_merge": Line(MODERATORS, lambda world: {
        "process_no": world.petition(), "into": world.petition(), "reason": REASON}),
    "petition_paper_list": Line(BOTH, lambda world: {
        "process_no": world.petition()}, reads=True),
    "petition_paper_create": Line(BOTH, lambda world: {
        "process_no": world.petition(), "district": "1726266", "signatures": 40, "sheets": 2}),
    "petition_paper_confirm": Line(BOTH, lambda world: world.paper() | {"signatures": 40}),
    "petition_paper_withdraw": Line(BOTH, lambda world: world.paper() | {"reason": REASON}),
    "petition_pause": Line(MODERATORS, lambda world: {
        "what": "creating", "reason": REASON}),
    "petition_resume": Line(MODERATORS, lambda world: {"what": "creating"}),
    "petition_pause_list": Line(EVERYBODY),
    "petition_desk_show": Line(BOTH, lambda world: {
        "process_no": world.petition()}, reads=True),
    "petition_note_create": Line(BOTH, lambda world: {
        "process_no": world.petition(), "text": "Ask the lawyers"}),
    "petition_tag_update": Line(BOTH, lambda world: {
        "process_no": world.petition(), "codes": ["legal"]}),
    "petition_tag_list": Line(EVERYBODY),
    "petition_translate": Line(BOTH, lambda world: {
        "process_no": world.petition(), "language": "en", "title": "Light the road to school",
        "background": "It is dark."}),
}  # fmt: skip
SLOW = ("process_publish",)
"""What takes seconds is done by one of those who may."""
OFFICIAL = [name for name, line in MATRIX.items() if line.prepare]
STEPS = {
    "draft": (),
    "open": (("open", {}),),
    "paused": (("open", {}), ("pause", {"reason": REASON})),
    "sealed": (("open", {}), ("close", {"reason": REASON})),
    "published": (("open", {}), ("close", {"reason": REASON})),
}


def actions_here() -> set[str]:
    """The actions of every plugin of participation."""
    plugins = p.PluginImplementations(p.IActions)
    ours = [each for each in plugins if type(each).__module__.startswith("ckanext.participation")]
    return {name for plugin in ours for name in plugin.get_actions()}


class World:
    """A body, its people, and processes as far as an action needs them."""

    def __init__(
        self, body: Any, make_process: Any, petition: Any, unconfirmed: Any, seal: Any
    ) -> None:
        self.body = body
        self.make_process = make_process
        self.opened = petition
        self.unconfirmed = unconfirmed
        self.seal = seal
        self.people = people(body)

    def process(self, name: str) -> int:
        number = self.make_process(body=self.body["id"])["process_no"]
        for action, given in STEPS[name]:
            call_action(f"process_{action}", process_no=number, **given)
        if name in ("sealed", "published"):
            self.seal()
        if name == "published":
            self.note_published(number)
        return number

    def note_published(self, number: int) -> None:
        """As if its dataset were there: making one takes seconds, and certifying needs none."""
        publications.begin(number).published_at = datetime.now(UTC)
        model.Session.commit()

    def act(self, state: str) -> list[int]:
        number = self.process("open")
        insert = sa.text(
            "INSERT INTO participation_act (process_no, feature, person_key, level, salt,"
            " commitment, leaf_hash, acted_at, state) VALUES (:number, 'sign', '\\x01', 1, '\\x02',"
            " sha256(:unique), '\\x04', clock_timestamp(), :state) RETURNING act_id"
        )
        unique = str(number).encode()
        values = {"number": number, "state": state, "unique": unique}
        found = model.Session.scalar(insert, values)
        model.Session.commit()
        return [found]

    def held(self) -> list[int]:
        found = self.act("valid")
        insert = sa.text(
            "INSERT INTO petition_hold (act_id, process_no, reasons)"
            " SELECT act_id, process_no, '{burst}' FROM participation_act WHERE act_id = :act_id"
        )
        model.Session.execute(insert, {"act_id": found[0]})
        model.Session.commit()
        return found

    def invalidation(self, state: str) -> dict[str, int]:
        number = call_action("petition_invalidation_create", **SEARCHED)["invalidation_id"]
        table = invalidations.Invalidation
        model.Session.execute(
            sa.update(table).where(table.invalidation_id == number).values(state=state)
        )
        model.Session.commit()
        return {"invalidation_id": number}

    def commitment(self) -> int:
        given = MATRIX["commitment_create"].ready(self)
        return call_action("commitment_create", **given)["commitment_id"]

    def paper(self) -> dict[str, int]:
        """Sheets that somebody else has entered."""
        given = MATRIX["petition_paper_create"].ready(self)
        made = call_action("petition_paper_create", {"user": "somebody-else"}, **given)
        return {name: made[name] for name in ("process_no", "paper_id")}

    def petition(self) -> int:
        return self.opened(body=self.body["name"])

    def waiting(self, step: str = "") -> int:
        """A petition that waits for moderators, after a step of one of them."""
        number = bring_to_moderators(self.unconfirmed(body=self.body["name"]))
        if step:
            call_action(f"petition_{step}", process_no=number)
        return number


def people(body: dict[str, Any]) -> dict[str, model.User | None]:
    """One of each kind; the stranger runs another body."""
    made: dict[str, Any] = {name: factories.User() for name in ("stranger", "editor", "moderator")}
    factories.Organization(users=[{"name": made["stranger"]["name"], "capacity": "admin"}])
    member = {"id": body["id"], "username": made["editor"]["name"], "role": "editor"}
    call_action("organization_member_create", **member)
    duty = {"user_id": made["moderator"]["id"], "duty": "moderator", "body": ""}
    model.Session.execute(sa.insert(OfficialDuty).values(granted_by="test", **duty))
    model.Session.commit()
    made["sysadmin"] = factories.Sysadmin()
    return {"anonymous": None} | {name: model.User.get(one["id"]) for name, one in made.items()}


@pytest.fixture(scope="module")
def seal(dsn, tmp_path_factory):
    """Seal and count what waits."""
    import psycopg2
    from ckanext.participation.counters import folding
    from ckanext.participation.ledger import files, keys
    from ckanext.participation.ledger.sealer import Sealer

    folder = tmp_path_factory.mktemp("permissions")
    keys.create(folder / "key.pem")
    connection = psycopg2.connect(dsn)

    def count(connection: Any) -> None:
        folding.fold_new(connection)

    sealer = Sealer(
        connection, "http://test.ckan.net", keys.load(folder / "key.pem"),
        files.Folder(folder / "ledger"), [count],
    )  # fmt: skip
    yield lambda: [sealer.tick() for _ in range(2)]
    connection.close()


@pytest.fixture(scope="module")
def world(district, make_process, opened, make, seal):  # noqa: F811
    return World(district, make_process, opened, make, seal)


@pytest.fixture
def in_earnest(ckan_config, monkeypatch):
    """The second factor is required, as in production."""
    monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.require_second_factor", True)


@contextmanager
def somebody(portal: Any, user: model.User | None, factor: bool) -> Iterator[Context]:
    """A request of this person, who has shown the second factor or not."""
    with portal.flask_app.test_request_context():
        if user is None:
            yield Context(user="", auth_user_obj=None)
            return
        login_user(user)
        g.user, g.userobj = user.name, user
        if factor:
            g.egov_second_factor = user.id
        yield Context(user=user.name, auth_user_obj=user)


def _is_refused(action: str, context: Context, given: dict[str, Any]) -> bool:
    try:
        tk.get_action(action)(context, dict(given))
    except tk.NotAuthorized:
        return True
    return False


def audited() -> int:
    model.Session.rollback()
    return model.Session.scalar(sa.select(sa.func.count()).select_from(RECORD)) or 0


def newest() -> Any:
    query = sa.select(RECORD).order_by(RECORD.c.number.desc()).limit(1)
    return model.Session.execute(query).one()


def test_every_action_has_a_line(portal):
    assert actions_here() == set(MATRIX)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("action", [name for name in MATRIX if name not in OFFICIAL])
def test_what_everybody_may_needs_no_name(portal, action):
    """Whatever is said to it: nobody is refused for who they are."""
    with somebody(portal, None, False) as context:
        try:
            tk.get_action(action)(context, {})
        except (tk.ValidationError, tk.ObjectNotFound):
            pass
        finally:
            model.Session.rollback()


@pytest.mark.usefixtures("in_earnest")
@pytest.mark.parametrize("action", OFFICIAL)
class TestOfficials:
    def test_nobody_acts_without_right_and_second_factor(self, portal, world, action):
        line = MATRIX[action]
        given = line.ready(world)
        before = audited()
        for name, user in world.people.items():
            for factor in (False, True):
                if name in line.who and factor:
                    continue
                with somebody(portal, user, factor) as context:
                    # Who is let in all the same, and with which factor, stands in the traceback.
                    with pytest.raises(tk.NotAuthorized):
                        tk.get_action(action)(context, dict(given))
                    model.Session.rollback()
        assert audited() == before

    def test_who_may_acts_and_it_is_in_the_audit_record(self, portal, world, action):
        line = MATRIX[action]
        for name in line.who[: 1 if action in SLOW else None]:
            given = line.ready(world)
            before = audited()
            user = world.people[name]
            with somebody(portal, user, True) as context:
                tk.get_action(action)(context, dict(given))
                model.Session.rollback()
            if line.reads:
                assert audited() == before, name
                continue
            assert audited() > before, name
            last = newest()
            assert (last.action, last.actor) == (action, user.name)
