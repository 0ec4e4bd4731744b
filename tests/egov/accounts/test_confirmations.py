"""Confirming: within limits, by five tries counted in the row, once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from ckan import model
from ckanext.egov.accounts import confirmations, limits, secrets
from ckanext.egov.accounts.levels import Level
from ckanext.egov.accounts.model import Confirmation

pytestmark = pytest.mark.usefixtures("tables")
ADDRESS = "Nodira@umail.uz"


def ask(address=ADDRESS, network="10.1.2.0/24", purpose="sign"):
    issued = confirmations.create(purpose, "email", address, Level.EMAIL, network)
    model.Session.commit()
    return issued


def age(issued, **columns):
    """Move what is stored into the past."""
    shift = {name: getattr(Confirmation, name) - by for name, by in columns.items()}
    mine = Confirmation.confirmation_id == issued.confirmation_id
    model.Session.execute(sa.update(Confirmation).where(mine).values(**shift))
    model.Session.commit()


def wrong_code(issued):
    return f"{(int(issued.code) + 1) % 10**6:06d}"


def use_code(issued, code=None, **more):
    code = issued.code if code is None else code
    return confirmations.use(confirmation_id=issued.confirmation_id, code=code, **more)


class TestUse:
    def test_the_link_confirms(self):
        issued = ask()
        done = confirmations.use(token=issued.token.lower())
        assert done == confirmations.Confirmed(issued.confirmation_id, "sign", Level.EMAIL)

    def test_the_code_confirms(self):
        assert use_code(ask()).level == Level.EMAIL

    def test_what_was_used_is_used_by_link_and_by_code(self):
        issued = ask()
        confirmations.use(token=issued.token)
        model.Session.commit()
        for again in (lambda: confirmations.use(token=issued.token), lambda: use_code(issued)):
            with pytest.raises(confirmations.Used):
                again()

    def test_a_rolled_back_use_can_be_tried_again(self):
        issued = ask()
        confirmations.use(token=issued.token)
        model.Session.rollback()
        confirmations.use(token=issued.token)

    def test_a_link_lasts_a_day(self):
        issued = ask()
        age(issued, expires_at=timedelta(hours=24))
        with pytest.raises(confirmations.Expired):
            confirmations.use(token=issued.token)

    def test_a_code_lasts_five_minutes_and_the_link_longer(self):
        issued = ask()
        age(issued, code_expires_at=timedelta(minutes=5))
        with pytest.raises(confirmations.Expired):
            use_code(issued)
        confirmations.use(token=issued.token)

    @pytest.mark.parametrize("token", ["", "x", "0000-0000-0000-0000", "\x00", "\ud800", "ы" * 16])
    def test_a_forged_link_is_wrong(self, token):
        ask()
        with pytest.raises(confirmations.Wrong):
            confirmations.use(token=token)

    @pytest.mark.parametrize("name", ["", "x", "7", "\x00", "00000000-0000-0000-0000-000000000000"])
    def test_a_code_for_no_request_is_wrong(self, name):
        with pytest.raises(confirmations.Wrong):
            confirmations.use(confirmation_id=name, code="123456")

    def test_a_code_of_another_request_is_wrong(self):
        one, other = ask(), ask()
        if one.code != other.code:
            with pytest.raises(confirmations.Wrong):
                use_code(one, other.code)

    def test_what_was_made_for_one_thing_confirms_no_other(self):
        issued = ask(purpose="follow")
        with pytest.raises(confirmations.Wrong):
            confirmations.use(token=issued.token, purpose="sign")
        with pytest.raises(confirmations.Wrong):
            use_code(issued, purpose="sign")


class TestTries:
    def test_five_wrong_codes_close_the_code_even_for_the_right_one(self):
        issued = ask()
        for left in (4, 3, 2, 1, 0):
            with pytest.raises(confirmations.Wrong) as wrong:
                use_code(issued, wrong_code(issued))
            assert wrong.value.tries_left == left
        with pytest.raises(confirmations.Wrong):
            use_code(issued)

    def test_the_fifth_try_may_be_the_right_one(self):
        issued = ask()
        for _ in range(4):
            with pytest.raises(confirmations.Wrong):
                use_code(issued, wrong_code(issued))
        assert use_code(issued).purpose == "sign"

    def test_a_rolled_back_request_does_not_give_the_try_back(self):
        issued = ask()
        for _ in range(5):
            with pytest.raises(confirmations.Wrong):
                use_code(issued, wrong_code(issued))
            model.Session.rollback()
        with pytest.raises(confirmations.Wrong):
            use_code(issued)

    def test_who_drops_the_session_gets_no_new_tries(self, portal, monkeypatch):
        """Kills the mutant that counts tries in the session; it is shown to be killed below."""
        assert guesses_until_refused(ask()) == 5

    def test_tries_counted_in_the_session_would_be_seen(self, monkeypatch):
        monkeypatch.setattr(confirmations, "_count_a_try", count_in_the_session)
        assert guesses_until_refused(ask()) > 5

    def test_tries_at_once_are_all_counted(self, at_once):
        issued = ask()
        results = at_once(20, lambda index: use_code(issued, f"{index:06d}x"))
        assert all(isinstance(result, confirmations.Wrong) for result in results)
        assert sorted(result.tries_left for result in results) == [0] * 16 + [1, 2, 3, 4]


def guesses_until_refused(issued, most=12):
    """How many wrong codes are compared when each comes with a session of its own."""
    global SESSION
    compared = 0
    for _ in range(most):
        SESSION = {}
        with pytest.raises(confirmations.Wrong) as wrong:
            use_code(issued, wrong_code(issued))
        compared += 1
        if wrong.value.tries_left == 0:
            break
    return compared


SESSION: dict[str, int] = {}


def count_in_the_session(confirmation_id):
    SESSION["tries"] = SESSION.get("tries", 0) + 1
    columns = Confirmation.__table__.c
    query = sa.select(
        columns.confirmation_id, columns.purpose, columns.level, columns.code_hash,
        sa.false().label("is_late"), sa.literal(SESSION["tries"]).label("tries"),
    )  # fmt: skip
    return model.Session.execute(query.where(columns.confirmation_id == confirmation_id)).one()


class TestOnce:
    @pytest.mark.parametrize("by", ["code", "token"])
    def test_the_same_one_at_once_is_used_once(self, at_once, by):
        for _ in range(10):
            issued = ask(address=f"a{_}@umail.uz", network=None)
            assert uses(at_once, issued, by) == 1

    def test_a_check_before_the_use_would_be_seen(self, at_once, monkeypatch):
        """The mutant: first look whether it was used, then note that it is."""
        monkeypatch.setattr(confirmations, "_claim", check_then_note)
        found = [
            uses(at_once, ask(address=f"m{n}@umail.uz", network=None), "token") for n in range(5)
        ]
        assert max(found) > 1


def uses(at_once, issued, by):
    def use(_index):
        if by == "token":
            confirmations.use(token=issued.token)
        else:
            use_code(issued)
        model.Session.commit()
        return "used"

    return at_once(5, use).count("used")


def check_then_note(found):
    import time

    mine = Confirmation.confirmation_id == found.confirmation_id
    used = model.Session.execute(sa.select(Confirmation.used_at).where(mine)).scalar()
    time.sleep(0.2)
    if used:
        raise confirmations.Used
    now = sa.func.clock_timestamp()
    model.Session.execute(sa.update(Confirmation).where(mine).values(used_at=now))


class TestLimits:
    def test_an_address_is_sent_so_many_an_hour_in_any_spelling(self, ckan_config, monkeypatch):
        monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.messages_per_address_hour", 3)
        for spelling in ("a.b@gmail.com", "ab+1@gmail.com", "AB@googlemail.com"):
            ask(spelling)
        with pytest.raises(limits.TooMany) as many:
            ask("ab@gmail.com")
        assert (many.value.of, 3500 < many.value.retry_after <= 3600) == ("address", True)
        ask("other@gmail.com")

    def test_an_address_is_sent_so_many_a_day(self, ckan_config, monkeypatch):
        monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.messages_per_address_day", 2)
        for _ in range(2):
            age(ask(), created_at=timedelta(hours=5))
        with pytest.raises(limits.TooMany) as many:
            ask()
        assert many.value.retry_after > 18 * 3600

    def test_a_network_may_ask_for_so_many(self, ckan_config, monkeypatch):
        monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.messages_per_network_hour", 3)
        for number in range(3):
            ask(f"p{number}@umail.uz")
        with pytest.raises(limits.TooMany) as many:
            ask("p9@umail.uz")
        assert many.value.of == "network"
        ask("p9@umail.uz", network="10.9.9.0/24")

    def test_after_a_while_one_may_again(self, ckan_config, monkeypatch):
        monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.messages_per_address_hour", 1)
        age(ask(), created_at=timedelta(minutes=61))
        ask()

    def test_many_at_once_do_not_slip_through(self, at_once, ckan_config, monkeypatch):
        monkeypatch.setitem(ckan_config, "ckanext.egov.accounts.messages_per_address_hour", 3)
        results = at_once(10, lambda _index: ask())
        assert sum(isinstance(result, confirmations.Issued) for result in results) == 3
        assert sum(isinstance(result, limits.TooMany) for result in results) == 7

    def test_neither_address_nor_token_nor_code_is_stored(self):
        issued = ask()
        table = Confirmation.__table__
        row = repr(model.Session.execute(sa.select(table)).one())
        for secret in ("nodira", "umail", "10.1.2", issued.token, secrets.normalise(issued.token)):
            assert secret.lower() not in row.lower()
        assert f"'{issued.code}'" not in row

    def test_what_is_long_over_is_removed(self):
        old, fresh = ask(), ask()
        age(old, expires_at=timedelta(days=9))
        assert confirmations.forget_old() == 1
        confirmations.use(token=fresh.token)
