"""The reasons are complete in each language, and say what to do instead."""

import pytest
from ckanext.egov import moderation
from ckanext.egov.moderation.reasons import reasons


@pytest.mark.parametrize("reason", reasons().values(), ids=lambda reason: reason.code)
@pytest.mark.parametrize("field", ["title", "meaning", "advice"])
@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
def test_a_reason_has_its_texts(reason, field, language):
    assert len(getattr(reason, field)[language]) > 5


def test_uzbek_cyrillic_has_no_latin_letters_left():
    texts = [reason.advice["uz_Cyrl"] for reason in reasons().values()]
    assert not [text for text in texts if any("a" <= letter <= "z" for letter in text.lower())]


def test_there_are_as_many_reasons_as_moderators_need():
    assert len(reasons()) >= 18


def test_some_reasons_leave_the_text_readable_and_some_do_not():
    assert not moderation.hides("duplicate")
    assert moderation.hides("personal_data")
    assert not moderation.hides(None)
