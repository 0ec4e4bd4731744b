"""Tokens and codes: random, read as people type them, bound to their request."""

import pytest
from ckanext.egov.accounts import secrets
from ckanext.egov.accounts.person_keys import person_key
from hypothesis import given
from hypothesis import strategies as st

tokens = st.text(secrets.ALPHABET, min_size=16, max_size=16)
codes = st.from_regex(r"[0-9]{6}", fullmatch=True)


def test_new_ones_have_their_form_and_differ():
    made = {secrets.new_token() for _ in range(200)}
    assert len(made) == 200
    assert all(secrets.normalise(token) == token.replace("-", "") for token in made)
    assert all(secrets.normalise_code(secrets.new_code()) for _ in range(200))
    assert len({secrets.new_code() for _ in range(200)}) > 190


@given(tokens)
def test_a_token_is_the_same_however_it_is_typed(token):
    typed = " ".join(token[start : start + 4] for start in range(0, 16, 4)).lower()
    mistaken = token.replace("1", "l").replace("0", "O")
    assert secrets.token_hash(typed) == secrets.token_hash(token) == secrets.token_hash(mistaken)


@given(tokens, tokens)
def test_two_tokens_have_two_hashes(one, other):
    assert (secrets.token_hash(one) == secrets.token_hash(other)) == (one == other)


@given(st.text(max_size=60))
def test_anything_typed_is_read_or_is_nothing(typed):
    assert len(secrets.normalise(typed)) in (0, 16)
    assert len(secrets.normalise_code(typed)) in (0, 6)
    assert len(secrets.token_hash(typed)) == 32


@given(codes, st.uuids(), st.uuids())
def test_a_code_opens_only_its_own_request(code, one, other):
    same = secrets.code_hash(str(one), code) == secrets.code_hash(str(other), code)
    assert same == (one == other)


@given(codes)
def test_a_code_is_the_same_with_a_gap_in_it(code):
    assert secrets.normalise_code(f" {code[:3]} {code[3:]} ") == code
    assert secrets.normalise_code(f"{code[:3]}-{code[3:]}") == code


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "٠١٢٣٤٥", "12345a", "½23456"])
def test_what_is_no_code_is_nothing(typed):
    assert secrets.normalise_code(typed) == ""


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), st.emails())
def test_a_person_has_another_key_in_every_process(one, other, address):
    keys = person_key(one, "email", address), person_key(other, "email", address)
    assert (keys[0] == keys[1]) == (one == other)
    assert keys[0] != person_key(one, "phone", address)
