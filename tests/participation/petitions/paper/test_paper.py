"""Signatures on paper are seen by two officials and never mixed with the others."""

import pytest
import sqlalchemy as sa
import yaml
from ckan import model as core_model
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action
from ckanext.participation.petitions import config, publish
from ckanext.participation.petitions.fraud import thresholds
from ckanext.participation.petitions.paper.model import Paper
from ckanext.participation.process.lifecycle import Conflict
from ckanext.participation.process.model import Process
from sqlalchemy.exc import IntegrityError

SHEETS = {"district": "1726266", "signatures": 40, "sheets": 2}
REASON = {"uz": "Nusxalar takrorlangan"}


@pytest.fixture
def number(opened):
    return opened(title="Qogʻozda ham")


@pytest.fixture
def act(editor, moderator):
    """Do something as the first or the second official."""

    def acting(who, action, number, **given):
        user = {"first": editor, "second": moderator}[who]
        asked = {"process_no": number, **given}
        return tk.get_action(f"petition_paper_{action}")({"user": user}, asked)

    return acting


@pytest.fixture
def confirmed(act):
    """Sheets that two officials have seen."""

    def confirming(number, **said):
        entry = act("first", "create", number, **(SHEETS | said))
        same = {name: entry[name] for name in ("paper_id", "signatures")}
        return act("second", "confirm", number, **same)

    return confirming


def on_paper(number):
    return call_action("petition_show", process_no=number)["on_paper"]


def test_what_one_official_entered_is_shown_to_nobody(number, act):
    act("first", "create", number, **SHEETS)
    assert on_paper(number)["signatures"] == 0


def test_official_does_not_confirm_what_they_entered(number, act):
    entry = act("first", "create", number, **SHEETS)
    with pytest.raises(Conflict):
        act("first", "confirm", number, paper_id=entry["paper_id"], signatures=40)


def test_database_lets_nobody_be_both(number, act):
    entry = act("first", "create", number, **SHEETS)
    both = sa.update(Paper).where(Paper.paper_id == entry["paper_id"])
    with pytest.raises(IntegrityError):
        core_model.Session.execute(both.values(confirmed_by=Paper.entered_by))
    core_model.Session.rollback()


def test_second_official_who_counts_another_number_confirms_nothing(number, act):
    entry = act("first", "create", number, **SHEETS)
    with pytest.raises(tk.ValidationError):
        act("second", "confirm", number, paper_id=entry["paper_id"], signatures=39)
    assert on_paper(number)["signatures"] == 0


def test_confirmed_sheets_are_shown_by_district_and_apart(app, number, confirmed):
    before = call_action("petition_show", process_no=number)["count"]
    confirmed(number)
    confirmed(number, district="1726262", signatures=7, sheets=1)
    shown = call_action("petition_show", process_no=number)
    assert shown["count"] == before
    assert shown["on_paper"]["signatures"] == 47
    assert shown["on_paper"]["sheets"] == 3
    assert [row["district"] for row in shown["on_paper"]["by_district"]] == ["1726262", "1726266"]
    page = app.get(f"/petition/{number}").body
    assert "47" in page


def test_withdrawn_sheets_are_gone_and_everybody_reads_why(number, act, confirmed):
    entry = confirmed(number)
    act("first", "withdraw", number, paper_id=entry["paper_id"], reason=REASON)
    assert on_paper(number)["signatures"] == 0
    events = call_action("process_event_list", process_no=number)
    (event,) = [event for event in events if event["event"] == "paper_withdrawn"]
    assert event["details"]["reason"] == REASON
    with pytest.raises(Conflict):
        act("first", "withdraw", number, paper_id=entry["paper_id"], reason=REASON)


def test_confirmation_is_in_the_public_record_without_names(number, confirmed, editor, moderator):
    confirmed(number)
    events = call_action("process_event_list", process_no=number)
    (event,) = [event for event in events if event["event"] == "paper_confirmed"]
    assert event["details"]["signatures"] == 40
    assert editor not in str(event)
    assert moderator not in str(event)


def test_paper_counts_for_no_threshold_when_the_rules_do_not_say_so(number, confirmed):
    confirmed(number, signatures=400)
    assert thresholds.countable([number]) == {number: 0}


def test_paper_counts_for_thresholds_when_the_rules_say_so(
    tmp_path, ckan_config, monkeypatch, opened, confirmed
):
    said = yaml.safe_load(config.OWN_LEVELS.read_text(encoding="utf-8"))
    for level in said["levels"]:
        level["paper"] = "counts"
    path = tmp_path / "levels.yaml"
    path.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    monkeypatch.setitem(ckan_config, config.PREFIX + "levels_file", str(path))
    number = opened(title="Qogʻoz hisobga olinadi")
    confirmed(number, signatures=150)
    assert thresholds.countable([number]) == {number: 150}
    shown = call_action("petition_show", process_no=number)
    assert (shown["count"], shown["counting"], shown["percent"]) == (0, 150, 50)


def test_dataset_has_a_table_of_its_own_for_paper(number, confirmed):
    assert "paper" not in [table.name for table in publish.tables(number)]
    confirmed(number)
    (table,) = [table for table in publish.tables(number) if table.name == "paper"]
    assert table.rows == [["1726266", 2, 40]]


def test_after_the_dataset_nothing_changes(number, act, confirmed):
    entry = confirmed(number)
    core_model.Session.get_one(Process, number).dataset_id = "some-dataset"
    core_model.Session.commit()
    for action, given in [("create", SHEETS), ("withdraw", {"reason": REASON})]:
        with pytest.raises(Conflict):
            act("first", action, number, paper_id=entry["paper_id"], **given)


def test_entry_of_another_petition_is_out_of_reach(number, opened, act):
    entry = act("first", "create", number, **SHEETS)
    other = opened(title="Boshqa petitsiya")
    with pytest.raises(tk.ObjectNotFound):
        act("second", "confirm", other, paper_id=entry["paper_id"], signatures=40)


@pytest.mark.parametrize(
    "wrong",
    [
        {"district": "9999999"}, {"district": ["1726266"]}, {"district": ""}, {"signatures": 0},
        {"signatures": "many"}, {"signatures": 10**9}, {"signatures": True}, {"signatures": [4]},
        {"sheets": 41}, {"sheets": -1}, {"sheets": {}}, {"scan": "no hash"}, {"scan": 5},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_on_sheets_is_refused(number, act, wrong):
    with pytest.raises(tk.ValidationError):
        act("first", "create", number, **(SHEETS | wrong))


def test_forms_enter_and_ask_the_second_official_to_count_again(app, number):
    second = {"Authorization": factories.SysadminWithToken()["token"]}
    first = {"Authorization": factories.SysadminWithToken()["token"]}
    where = f"/petition/{number}/desk"
    app.post(f"{where}/paper", data=SHEETS | {"signatures": 4321, "sheets": 9}, headers=first)
    page = app.get(where, headers=second).body
    assert "4321" not in page.replace(" ", "").replace("\xa0", "")
    (entry,) = call_action("petition_paper_list", process_no=number)
    said = {"paper_id": entry["paper_id"], "signatures": "4320"}
    assert app.post(f"{where}/paper/confirm", data=said, headers=second).status_code == 400
    said["signatures"] = "4321"
    app.post(f"{where}/paper/confirm", data=said, headers=second)
    assert on_paper(number)["signatures"] == 4321
