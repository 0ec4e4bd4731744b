"""The stories of the demonstration's year are ones that can happen."""

import pytest
from ckanext.participation.petitions import rules
from ckanext.participation.petitions.demo.year import acting, story

from deployment.embedded.demo import CONTENT

STORIES = story.read(CONTENT / "year.yaml")


@pytest.mark.parametrize("one", STORIES, ids=lambda one: one.petition.key)
class TestStory:
    def test_its_texts_fit(self, one):
        for texts in one.petition.texts.values():
            assert len(texts["title"]) <= rules.TITLE_MOST
            assert len(texts["background"]) <= rules.BACKGROUND_MOST

    def test_its_steps_are_known_and_in_order(self, one):
        assert {step.what for step in one.steps} <= set(acting.STEPS)
        days = [step.day for step in one.steps]
        assert days == sorted(days)

    def test_everybody_who_signs_is_another_person(self, one):
        people = [signer.national_id for signer in one.signers()]
        assert len(people) == len(set(people)) == sum(one.petition.signatures.values())


def test_keys_are_unique():
    keys = [one.petition.key for one in STORIES]
    assert len(keys) == len(set(keys))
