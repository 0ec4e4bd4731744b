"""The desk shows what waits for the official who looks, and for nobody else."""

import pytest
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action


def desk(user, **asked):
    return call_action("petition_desk_list", context={"user": user}, **asked)


def look(user, **asked):
    """What waits for a user: what to do, and with which petition."""
    found = desk(user, **asked)
    return [(row["work"], row["title"]["uz"]) for row in found["results"]]


def test_petition_that_waits_for_a_moderator_is_on_the_moderators_desk(confirmed, moderator):
    confirmed(title="Bogʻ uchun suv")
    assert ("moderate", "Bogʻ uchun suv") in look(moderator, rows=100)
    assert desk(moderator)["counts"]["moderate"] >= 1


def test_answer_is_on_the_desk_of_the_body_that_owes_it(owed, editor):
    owed(title="Koʻchaga daraxt")
    assert ("answer", "Koʻchaga daraxt") in look(editor)


def test_stranger_finds_nothing(owed):
    owed(title="Yangi bekat")
    assert look(factories.User()["name"]) == []


def test_pages_of_the_desk_show_everything_once_in_order_of_the_last_day(owed, editor, back_date):
    back_date(owed(title="Eng eskisi"), 40)
    for number in range(3):
        owed(title=f"Navbatdagi {number}")
    count = desk(editor)["count"]
    rows = [desk(editor, rows=1, start=start)["results"] for start in range(count)]
    assert all(len(page) == 1 for page in rows)
    paged = [page[0] for page in rows]
    assert paged == desk(editor, rows=100)["results"]
    assert [row["due"] for row in paged] == sorted(row["due"] for row in paged)
    assert paged[0]["title"]["uz"] == "Eng eskisi"


def test_what_is_late_can_be_looked_at_alone(owed, editor, back_date):
    back_date(owed(title="Kechikkan"), 40)
    late = desk(editor, urgency="late")
    assert "Kechikkan" in [row["title"]["uz"] for row in late["results"]]
    assert {row["urgency"] for row in late["results"]} == {"late"}
    assert late["count"] == late["urgent"]["late"]


def test_filter_by_tag_shows_what_has_the_tag(owed, editor):
    number = owed(title="Advokat kerak")
    owed(title="Advokat kerak emas")
    asked = {"process_no": number, "codes": ["legal"]}
    call_action("petition_tag_update", {"user": editor}, **asked)
    assert [title for _, title in look(editor, tag="legal")] == ["Advokat kerak"]


def test_case_that_a_moderator_took_is_theirs_and_nobody_elses_free_work(confirmed, moderator):
    number = confirmed(title="Men olaman")
    case = next(row for row in desk(moderator, rows=100)["results"] if row["process_no"] == number)
    call_action("moderation_case_checkout", {"user": moderator}, id=case["number"])
    assert ("moderate", "Men olaman") in look(moderator, held="mine")
    assert ("moderate", "Men olaman") not in look(moderator, held="nobody", rows=100)


@pytest.mark.parametrize(
    "asked", [{"work": "dance"}, {"urgency": ["late"]}, {"tag": 7}, {"body": "no-such"}], ids=str
)
def test_filter_that_means_nothing_is_refused(asked, moderator):
    with pytest.raises(tk.ValidationError):
        desk(moderator, **asked)
