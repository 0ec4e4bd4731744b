"""Notes and tags are for officials who work on the petition, and never public."""

import json

import pytest
from ckan.plugins import toolkit as tk
from ckan.tests import factories
from ckan.tests.helpers import call_action


def file_of(number, user):
    return call_action("petition_desk_show", {"user": user}, process_no=number)


@pytest.fixture(scope="module")
def number(opened):
    return opened(title="Suv minorasi")


def test_note_has_its_author_and_its_moment(number, editor):
    written = call_action(
        "petition_note_create", {"user": editor}, process_no=number, text="Hokimga ayting"
    )
    assert written["author"] == editor
    assert written in file_of(number, editor)["notes"]


def test_newest_note_stands_first(number, editor, moderator):
    for user, text in ((editor, "birinchi"), (moderator, "ikkinchi")):
        call_action("petition_note_create", {"user": user}, process_no=number, text=text)
    assert [note["text"] for note in file_of(number, editor)["notes"]][:2] == [
        "ikkinchi",
        "birinchi",
    ]


def test_note_and_tag_are_not_in_what_everybody_reads(number, editor):
    secret = "Maxfiy qoralama"
    call_action("petition_note_create", {"user": editor}, process_no=number, text=secret)
    call_action("petition_tag_update", {"user": editor}, process_no=number, codes=["press"])
    public = [
        call_action("petition_show", process_no=number),
        call_action("process_show", process_no=number),
        call_action("process_event_list", process_no=number),
    ]
    said = json.dumps(public)
    assert secret not in said
    assert '"press"' not in said


def test_tags_that_are_not_given_go(number, editor):
    for tags in (["legal", "budget"], ["budget"], "press", []):
        call_action("petition_tag_update", {"user": editor}, process_no=number, codes=tags)
        wanted = [tags] if isinstance(tags, str) else tags
        assert file_of(number, editor)["tags"] == sorted(wanted)


@pytest.mark.parametrize("tags", [["no-such"], [["legal"]], {"legal": 1}, 7], ids=str)
def test_tag_that_is_not_on_the_list_is_refused(number, editor, tags):
    with pytest.raises(tk.ValidationError):
        call_action("petition_tag_update", {"user": editor}, process_no=number, codes=tags)


@pytest.mark.parametrize("text", ["", "   ", None, ["a"], "a\x00b", "a" * 4001], ids=repr)
def test_note_without_words_that_can_be_kept_is_refused(number, editor, text):
    with pytest.raises(tk.ValidationError):
        call_action("petition_note_create", {"user": editor}, process_no=number, text=text)


def test_official_of_another_body_reads_no_notes(number):
    stranger = factories.User()["name"]
    factories.Organization(users=[{"name": stranger, "capacity": "admin"}])
    with pytest.raises(tk.NotAuthorized):
        tk.get_action("petition_desk_show")({"user": stranger}, {"process_no": number})


def test_no_note_about_a_petition_that_is_not_there(editor):
    with pytest.raises(tk.ObjectNotFound):
        tk.get_action("petition_desk_show")({"user": editor}, {"process_no": 987654321})
