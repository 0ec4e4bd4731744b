"""One person has one spelling; what only looks like an address is refused with a key word."""

import pytest
from ckanext.egov.accounts import canonical, look_alikes
from hypothesis import given
from hypothesis import strategies as st


class TestEmail:
    @pytest.mark.parametrize(
        ("typed", "one"),
        [
            (" Ali.Valiev+news@GMail.com ", "alivaliev@gmail.com"),
            ("alivaliev@googlemail.com", "alivaliev@gmail.com"),
            ("ali.valiev@ya.ru", "ali-valiev@yandex.ru"),
            ("ali-valiev@yandex.uz", "ali-valiev@yandex.ru"),
            ("a.l-i_v@pm.me", "aliv@proton.me"),
            ("ali@mac.com", "ali@icloud.com"),
            ("ali.v+x@umail.uz", "ali.v@umail.uz"),
            ("Ali@Пример.Рф", "ali@xn--e1afmkfd.xn--p1ai"),
            ("ali@xn--e1afmkfd.xn--p1ai", "ali@xn--e1afmkfd.xn--p1ai"),
            ("ａli@mail.uz", "ali@mail.uz"),
            ("ali@mail.uz\u200b", "ali@mail.uz"),
            ("ali@münchen.de", "ali@xn--mnchen-3ya.de"),
        ],
    )
    def test_spellings_of_one_mailbox_are_one(self, typed, one):
        assert canonical.email(typed) == one

    def test_dots_differ_where_the_provider_says_so(self):
        assert canonical.email("a.b@umail.uz") != canonical.email("ab@umail.uz")

    @pytest.mark.parametrize(
        ("typed", "keyword"),
        [
            ("", "email_empty"), ("  ", "email_empty"), ("ali", "email_shape"),
            ("@mail.uz", "email_shape"), ("+x@gmail.com", "email_shape"),
            ("a b@mail.uz", "email_shape"), ("ali@", "email_domain"), ("ali@uz", "email_domain"),
            ("ali@127.0.0.1", "email_domain"), ("ali@[::1]", "email_domain"),
            ("ali@ma_il.uz", "email_domain"), ("ali@-mail.uz", "email_domain"),
            ("ali@mail..uz", "email_domain"), ("a\x00li@mail.uz", "email_shape"),
            ("ali\n@mail.uz", "email_shape"), ("алi@mail.uz", "email_shape"),
            ("ali@mail.uz\ud800", "email_domain"), ("a" * 65 + "@mail.uz", "email_long"),
            ("a@" + "b" * 300 + ".uz", "email_long"), ("...@gmail.com", "email_shape"),
            ("ali@mаil.uz", "email_lookalike"), ("ali@сосо.uz", "email_lookalike"),
            ("ali@gmаil.com", "email_lookalike"), ("ali@ɡmail.com", "email_lookalike"),
            ("ali@xn--gmil-63d.com", "email_lookalike"), ("ali@\u202email.uz", "email_domain"),
        ],
    )  # fmt: skip
    def test_what_is_no_address_is_refused(self, typed, keyword):
        with pytest.raises(ValueError, match=f"^{keyword}$"):
            canonical.email(typed)

    @given(st.text(max_size=80) | st.emails())
    def test_an_address_or_a_key_word_and_the_one_spelling_stays(self, typed):
        try:
            one = canonical.email(typed)
        except ValueError as error:
            keyword = str(error)
        else:
            keyword = ""
        if keyword:
            assert keyword.startswith("email_")
            return
        assert canonical.email(one) == one
        assert one == one.lower()
        assert one.isascii()

    @given(st.emails(), st.from_regex(r"[a-z0-9]{0,8}", fullmatch=True))
    def test_an_extension_makes_nobody_else(self, typed, extension):
        local, _, domain = typed.rpartition("@")
        try:
            one = canonical.email(typed)
            longer = canonical.email(f"{local}+{extension}@{domain}")
        except ValueError:
            return
        assert one == longer

    def test_a_letter_is_sent_to_what_was_typed(self):
        assert canonical.deliverable(" Ali.V+x@Gmail.com") == "Ali.V+x@gmail.com"


class TestLookAlikes:
    @pytest.mark.parametrize("label", ["пример", "mail", "münchen", "oʻzbek".replace("ʻ", ""), "1"])
    def test_honest_names_pass(self, label):
        assert not look_alikes.is_disguised(label)

    @pytest.mark.parametrize("label", ["mаil", "соса", "аррӏе", "ɡoogle", "gοοgle"])
    def test_disguised_names_do_not(self, label):
        assert look_alikes.is_disguised(label)


class TestPhone:
    @pytest.mark.parametrize(
        "typed",
        ["901234567", "90 123-45-67", "(90) 123 45 67", "+998901234567", "998 90 123 45 67",
         "00998901234567", "8 90 123 45 67", "＋998 90 １２３ 45 67", "\u202a+998901234567\u202c"],
    )  # fmt: skip
    def test_spellings_of_one_number_are_one(self, typed):
        assert canonical.phone(typed) == "+998901234567"

    def test_other_countries_keep_their_code(self):
        assert canonical.phone("+7 701 123 45 67") == "+77011234567"

    def test_the_country_is_a_setting(self):
        assert canonical.phone("0555 123456".lstrip("0"), "996", 9) == "+996555123456"

    @pytest.mark.parametrize(
        ("typed", "keyword"),
        [
            ("", "phone_empty"), ("--", "phone_empty"), ("ninety", "phone_shape"),
            ("12345", "phone_length"), ("+99890123456", "phone_length"),
            ("+9989012345678", "phone_length"), ("+1234567", "phone_length"),
            ("+1234567890123456", "phone_length"), ("+0123456789", "phone_shape"),
            ("+998001234567", "phone_shape"), ("٩٠١٢٣٤٥٦٧", "phone_shape"),
            ("90123\x004567", "phone_shape"), ("+99890+1234567", "phone_shape"),
        ],
    )  # fmt: skip
    def test_what_is_no_number_is_refused(self, typed, keyword):
        with pytest.raises(ValueError, match=f"^{keyword}$"):
            canonical.phone(typed)

    @given(st.text(max_size=30) | st.from_regex(r"\+?[0-9 ()-]{7,20}", fullmatch=True))
    def test_a_number_or_a_key_word_and_the_one_spelling_stays(self, typed):
        try:
            one = canonical.phone(typed)
        except ValueError as error:
            keyword = str(error)
        else:
            keyword = ""
        if keyword:
            assert keyword.startswith("phone_")
            return
        assert canonical.phone(one) == one
        assert one[0] == "+"
        assert one[1:].isascii()
        assert one[1:].isdigit()
        assert 8 <= len(one) - 1 <= 15


def test_what_is_shown_of_an_address_is_not_the_address():
    assert canonical.masked_email("alisher@mail.uz") == "a…r@mail.uz"
    assert canonical.masked_email("al@mail.uz") == "a…@mail.uz"
    assert canonical.masked_phone("+998901234567") == "+998 … 67"
