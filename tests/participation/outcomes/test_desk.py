"""Pages on which officials decide and promise: without JavaScript, nothing typed is ever lost."""

import contextlib
import re
import threading

import pytest

TEXT = "We will plant a hundred trees."
DECISION = {"text-en": TEXT, "decided_on": "2026-11-20", "act_number": "PQ-308", "newest_seen": "0"}
PROMISE = {"text-en": TEXT, "due": "2030-05-01", "status": "planned", "newest_seen": "0"}


@pytest.fixture
def process(open_process):
    return open_process()


@pytest.fixture(scope="module")
def official(body):
    from ckan.tests import factories
    from ckan.tests.helpers import call_action

    user = factories.User()
    call_action("member_create", id=body["id"], object=user["name"], object_type="user",
                capacity="editor")  # fmt: skip
    return {"Authorization": factories.APIToken(user=user["name"])["token"]}


@pytest.fixture
def send(portal, official):
    def post(address, expected=302, **typed):
        reply = portal.post(address, params=typed, headers=official, follow_redirects=False)
        assert reply.status_code == expected, reply.body
        return reply.body

    return post


def outcome(process):
    from ckan.tests.helpers import call_action

    return call_action("outcome_show", process_no=process["process_no"])


def pages(process):
    number = process["process_no"]
    return f"/en/outcomes/{number}/decision", f"/en/outcomes/{number}/commitment"


def test_an_official_writes_a_decision(portal, process, official, send):
    address = pages(process)[0]
    form = portal.get(address, headers=official).body
    assert 'name="text-uz"' in form
    assert 'name="text-ru"' in form
    send(address, **DECISION, **{"text-uz": "Yuzta daraxt.", "act_url": "https://lex.uz/docs/1"})
    made = outcome(process)["decisions"][0]
    assert made["texts"] == {"en": TEXT, "uz": "Yuzta daraxt."}
    assert (made["act_number"], made["decided_on"]) == ("PQ-308", "2026-11-20")


def test_two_clicks_publish_one_decision_and_the_second_is_told(process, send):
    address = pages(process)[0]
    send(address, **DECISION)
    page = send(address, expected=409, **DECISION)
    assert "Something was published here meanwhile" in page
    assert page.count(TEXT) >= 2, "what is there and what was typed"
    newest = outcome(process)["decisions"][0]["decision_id"]
    assert f'name="newest_seen" value="{newest}"' in page
    send(address, **DECISION | {"newest_seen": str(newest), "text-en": "More."})
    assert len(outcome(process)["decisions"]) == 2


def test_a_commitment_is_made_changed_and_shown_done(portal, process, official, send):
    send(pages(process)[1], **PROMISE, official="Aziza Karimova, deputy head")
    made = outcome(process)["commitments"][0]
    address = f"/en/outcomes/commitment/{made['commitment_id']}/edit"
    assert TEXT in portal.get(address, headers=official).body
    proof = {"kind-0": "act", "number-0": "12-son", "link-0": "https://lex.uz/docs/2"}
    same = {"text-en": TEXT, "due": "2030-05-01", "version": "1"}
    send(address, **same, **proof, status="done", official=made["official"])
    done = outcome(process)["commitments"][0]
    assert done["status"] == "done"
    assert done["evidence"][0]["number"] == "12-son"
    assert done["official"] == "Aziza Karimova, deputy head"


def test_what_somebody_else_changed_is_never_overwritten(portal, process, official):
    from ckan.tests.helpers import call_action

    made = call_action(
        "commitment_create", process_no=process["process_no"], texts={"en": TEXT}, due="2030-05-01"
    )
    number = made["commitment_id"]
    call_action("commitment_update", commitment_id=number, version=1, texts={"en": "Theirs"})
    typed = {"text-en": "Mine", "due": "2030-05-01", "status": "underway", "version": "1"}
    page = portal.post(
        f"/en/outcomes/commitment/{number}/edit", params=typed, headers=official, status=409
    )
    assert "Theirs" in page.body
    assert ">Mine</textarea>" in page.body
    assert 'name="version" value="2"' in page.body
    assert outcome(process)["commitments"][0]["texts"] == {"en": "Theirs"}


@pytest.mark.parametrize(
    ("which", "typed", "field"),
    [
        (0, DECISION | {"text-en": " "}, "texts"),
        (0, DECISION | {"decided_on": "soon"}, "decided_on"),
        (0, DECISION | {"act_url": "javascript:x"}, "act_url"),
        (0, DECISION | {"act_number": "x" * 301}, "act_number"),
        (1, PROMISE | {"due": ""}, "due"),
        (1, PROMISE | {"status": "dropped"}, "reason"),
        (1, PROMISE | {"status": "done"}, "evidence"),
        (1, PROMISE | {"kind-0": "act", "number-0": "12-son"}, "evidence"),
        (1, PROMISE | {"kind-0": "dataset", "link-0": "there-is-no-such"}, "evidence"),
        (1, PROMISE | {"status": "strange"}, "status"),
        (1, PROMISE | {"decision_id": "999999999"}, "decision_id"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    portal, process, official, which, typed, field
):
    if field == "decision_id":
        portal.post(pages(process)[0], params=DECISION, headers=official, follow_redirects=False)
    page = portal.post(pages(process)[which], params=typed, headers=official, status=400).body
    assert f'id="field-{field}-error"' in page
    assert f"field-{field}-error" in "".join(re.findall('aria-describedby="([^"]*)"', page))
    for text in typed.values():
        assert not text.strip() or text in page or field in ("status", "decision_id")
    assert outcome(process)["commitments"] == []


def test_strangers_and_officials_without_a_second_factor_may_not(
    portal, process, official, ckan_config, monkeypatch
):
    monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.require_second_factor", True)
    for address in pages(process):
        assert portal.get(address).status_code == 403
        assert portal.get(address, headers=official).status_code == 403
        kept = portal.post(address, params=DECISION | PROMISE, headers=official, status=403).body
        assert f">{TEXT}</textarea>" in kept
    assert outcome(process)["decisions"] == []


def test_what_is_not_there_is_404(portal, database):
    for address in ("999999999/decision", "0/commitment", f"{10**25}/decision",
                    "commitment/999999999/edit"):  # fmt: skip
        assert portal.get(f"/outcomes/{address}").status_code == 404


def test_links_lead_officials_there_and_nobody_else(portal, process, official):
    from ckan import model
    from ckan.tests.helpers import call_action
    from ckanext.egov import answers

    number = process["process_no"]
    owed = answers.owe("try", str(number), process["body"], acknowledge_days=None, answer_days=5)
    model.Session.commit()
    link = f"/en/outcomes/{number}/decision"
    assert link in portal.get("/en/answers/desk", headers=official).body
    call_action("answer_publish", obligation_id=owed, texts={"en": TEXT}, decision="accepted",
                documents=[], version="0.0")  # fmt: skip
    shown = {
        address: (portal.get(address).body, portal.get(address, headers=official).body)
        for address in (f"/en/outcomes/{number}", f"/en/answers/{owed}")
    }
    for stranger, mine in shown.values():
        assert link not in stranger
        assert link in mine
    assert link not in portal.get("/en/answers/desk", headers=official).body
    assert link in portal.get("/en/answers/desk?answered=true", headers=official).body


def decide_at_once(process, monkeypatch):
    """Four officials who all look before anybody has written, if the code lets them; refusals."""
    from ckan import model
    from ckan.plugins import toolkit as tk
    from ckanext.participation.outcomes import changing

    barrier, looked, refused = threading.Barrier(4), threading.Barrier(4), []
    newest = changing.newest

    def look(*what):
        found = newest(*what)
        with contextlib.suppress(threading.BrokenBarrierError):
            looked.wait(timeout=1)
        return found

    def decide():
        asked = {"process_no": process["process_no"], "texts": {"en": TEXT},
                 "decided_on": "2026-11-20", "newest_seen": 0}  # fmt: skip
        barrier.wait()
        try:
            tk.get_action("decision_create")({"ignore_auth": True}, asked)
        except tk.ValidationError as error:
            refused.append(error.error_dict)
        finally:
            model.Session.remove()

    monkeypatch.setattr(changing, "newest", look)
    threads = [threading.Thread(target=decide) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_of_many_decisions_at_once_one_is_published(process, monkeypatch):
    refused = decide_at_once(process, monkeypatch)
    assert len(outcome(process)["decisions"]) == 1
    assert len(refused) == 3


def test_without_the_lock_many_decisions_would_be_published(process, monkeypatch):
    """The mutant that the test above kills: each finds that nothing is newer."""
    from ckanext.participation.outcomes import changing

    class Another:
        def format(self, **_):
            return str(threading.get_ident())

    monkeypatch.setattr(changing, "LOCK", Another())
    assert decide_at_once(process, monkeypatch) == []
    assert len(outcome(process)["decisions"]) == 4
