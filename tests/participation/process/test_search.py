"""Similar processes are found in any script; Solr may be gone and nothing is lost."""

import pytest
from ckan import model
from ckan.tests.helpers import call_action
from ckanext.participation.process import checks, indexing, jobs, similar

from tests.participation.conftest import phase

NOWHERE = "http://127.0.0.1:9/solr/participation"


@pytest.fixture(scope="module")
def playground(open_process):
    return open_process(
        title={"uz": "Oʻzbekiston koʻchasida bolalar maydonchasi qurilsin"},
        summary={"ru": "Построить детскую площадку во дворе"},
    )["process_no"]


def found(text: str) -> list[int]:
    reply = call_action("process_similar_list", text=text, rows=20)
    assert reply["available"]
    return [process["process_no"] for process in reply["results"]]


@pytest.mark.parametrize(
    "text",
    [
        "O'zbekiston ko'chasida bolalar maydonchasi",
        "Ўзбекистон кўчасида болалар майдончаси",
        "O‘zbekiston ko‘chasidagi bolalar maydonchalari",
        "Детские площадки во дворах",
    ],
)
def test_what_is_similar_is_found_in_any_script(playground, text):
    assert playground in found(text)


def test_what_has_nothing_in_common_is_not_similar(playground):
    assert playground not in found("Yoʻllarni taʼmirlash va avtobus qatnovi")


@pytest.mark.parametrize("text", ["*:*", "kind:try", "{!func}1", "!!! ???", "-bolalar AND (", '"'])
def test_commands_to_solr_are_only_words(playground, text):
    assert found(text) is not None


@pytest.mark.parametrize("text", ["", "a\x00b", "\ud800", "x" * 20_000])
def test_a_text_that_is_none_is_refused(database, text):
    import ckan.plugins.toolkit as tk

    with pytest.raises(tk.ValidationError):
        call_action("process_similar_list", text=text)


def test_a_draft_and_what_was_never_announced_are_not_found(make_process):
    number = make_process(title={"uz": "Suv quvurlari almashtirilsin"})["process_no"]
    assert number not in found("Suv quvurlari almashtirilsin")


def test_words_are_taken_once_and_not_too_many():
    assert similar.query_words("Suv suv SUV, o'zi!") == ["suv", "o'zi"]
    assert len(similar.query_words(" ".join(map(str, range(100))))) == similar.MOST_WORDS


def test_without_solr_a_process_still_opens_and_is_indexed_later(open_process, monkeypatch):
    with monkeypatch.context() as gone:
        gone.setattr(indexing.config, "solr_url", lambda: NOWHERE)
        number = open_process(title={"uz": "Kutubxona kechqurun ham ishlasin"})["process_no"]
        assert indexing.waiting()[0] >= 1
        assert not checks.search().ok
        reply = call_action("process_similar_list", text="Kutubxona kechqurun")
        assert reply == {"available": False, "results": []}
        with pytest.raises(indexing.pysolr.SolrError):
            indexing.index_waiting()
        model.Session.rollback()
    indexing.index_waiting()
    assert indexing.waiting() == (0, None)
    assert number in found("Kutubxona kechqurun ham ishlasin")
    assert checks.search().ok


def test_the_index_is_made_anew_from_the_database(playground):
    from ckanext.participation.process.cli import reindex
    from click.testing import CliRunner

    indexing.solr().delete(q="*:*", commit=True)
    assert playground not in found("bolalar maydonchasi")
    told = CliRunner().invoke(reindex)
    assert "processes are in the index" in told.output, told
    assert playground in found("bolalar maydonchasi")


def test_the_clock_opens_what_is_due_and_closes_what_is_over(make_process, open_process):
    import sqlalchemy as sa

    due = make_process(phases=[phase(start=1, days=2)])["process_no"]
    call_action("process_announce", process_no=due)
    over, paused, firm = (
        open_process(rules=declared)["process_no"]
        for declared in ({}, {}, {"outage": {"extends_by": "none"}})
    )
    for number in (paused, firm):
        call_action("process_pause", process_no=number, reason={"en": "Outage"})
    shift = sa.text(
        "UPDATE participation_process SET opens_at = opens_at - :days * interval '1 day',"
        " closes_at = closes_at - :days * interval '1 day' WHERE process_no = :number"
    )
    for number, days in ((due, 2), (over, 9), (paused, 9), (firm, 9)):
        model.Session.execute(shift, {"number": number, "days": days})
    model.Session.commit()
    jobs.keep_dates()
    jobs.keep_dates()
    states = [
        call_action("process_show", process_no=number)["state"]
        for number in (due, over, paused, firm)
    ]
    assert states == ["open", "closed", "open", "closed"]


def test_what_is_stopped_stays_findable_and_says_so(open_process):
    number = open_process(title={"uz": "Daryo boʻyida sayilgoh ochilsin"})["process_no"]
    call_action("process_stop", process_no=number, reason={"en": "No money"})
    reply = call_action("process_similar_list", text="Daryo boʻyida sayilgoh")
    states = {process["process_no"]: process["status"] for process in reply["results"]}
    assert states[number] == "stopped"
