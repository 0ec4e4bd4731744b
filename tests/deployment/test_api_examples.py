"""What the documentation tells everybody to ask is answered by the running demo portal."""

import json
import os
import re
import urllib.request

import pytest

from deployment.embedded.instance import ROOT

PAGES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md"))]
ASKED = re.compile(r'^ask "([^"]+)"$', re.MULTILINE)
QUESTIONS = list(dict.fromkeys(question for page in PAGES for question in ASKED.findall(page)))
PLACEHOLDER = re.compile(r"=[A-Z]{2,}(&|$)")
"""A word in capitals stands for something of the reader's."""
ANSWERABLE = [question for question in QUESTIONS if not PLACEHOLDER.search(question)]


def test_most_questions_can_be_asked_as_they_stand():
    assert len(ANSWERABLE) >= 20


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question.partition("?")[0])
def test_the_demo_answers(question: str):
    address = f"{os.environ['EGOV_TEST_URL']}/api/3/action/{question}"
    with urllib.request.urlopen(address, timeout=60) as answer:
        assert json.load(answer)["success"] is True
