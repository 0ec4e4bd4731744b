"""Texts of strangers: what is kept, what is refused, and that no input breaks the checks."""

import pytest
from ckanext.participation.petitions import texts
from hypothesis import given
from hypothesis import strategies as st

ANY_TEXT = st.text(alphabet=st.characters(codec=None, categories=None), max_size=200)


class TestNames:
    @pytest.mark.parametrize(
        "name", ["Gulnora Toʻrayeva", "Ш. Қодиров", "Anna-Maria O'Brien", "Әмет Нурлан", "李小龙"]
    )
    def test_a_name_of_any_people_is_taken(self, name):
        assert texts.line_problem(texts.clean_line(name), 100) is None

    @pytest.mark.parametrize(
        ("name", "problem"),
        [
            ("www.example.uz", "link"),
            ("Ali https://x.y", "link"),
            ("spam.com", "link"),
            ("=HYPERLINK(1)", "formula"),
            ("+998 Ali", "formula"),
            ("@ali", "formula"),
            ("-Ali", "formula"),
            ("A\x00li", "characters"),
            ("Ali\ud800", "characters"),
            ("Ali \u202egnihtemos", "characters"),
            ("Аli Karimov", "mixed"),
            ("A\u200bli", "characters"),
            ("12345", "letters"),
            ("A" * 101, "length"),
        ],
    )
    def test_what_is_no_name_is_refused_with_its_reason(self, name, problem):
        assert texts.line_problem(name, 100) == problem

    @given(ANY_TEXT)
    def test_a_name_that_is_taken_is_safe_in_a_spreadsheet(self, text):
        if texts.line_problem(text, 100) is None:
            assert not text.startswith(("=", "+", "-", "@"))
            assert "\x00" not in text
            text.encode()


class TestText:
    @given(ANY_TEXT)
    def test_what_is_taken_can_be_kept_by_the_database(self, text):
        if texts.problem(texts.clean(text), 300) is None:
            assert "\x00" not in text
            assert len(texts.clean(text)) <= 300
            texts.clean(text).encode()

    @given(ANY_TEXT)
    def test_cleaning_twice_changes_nothing(self, text):
        assert texts.clean(texts.clean(text)) == texts.clean(text)

    def test_line_ends_of_a_form_count_once(self):
        assert texts.problem(texts.clean("a\r\n" * 150), 300) is None

    def test_uzbek_gets_its_own_apostrophes(self):
        assert texts.clean_line("  yo'l\n qurish ", "uz") == "yoʻl qurish"
