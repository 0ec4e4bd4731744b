"""Downloads are counted when a file leaves, and only then."""

from datetime import UTC, datetime

import pytest
from ckanext.egov.theme import downloads


@pytest.fixture(autouse=True)
def no_counts(portal):
    from ckan.lib.redis import connect_to_redis

    connect_to_redis().delete(*downloads.month_keys(datetime.now(UTC)))


def test_counted_by_dataset(dataset):
    downloads.count_download(dataset["resources"][0]["id"])
    downloads.count_download(dataset["resources"][0]["id"])
    assert downloads.most_downloaded(5) == {dataset["id"]: 2}


def test_unknown_file_counts_nothing(database):
    downloads.count_download("no-such-resource")
    assert downloads.most_downloaded(5) == {}


def test_counts_of_two_months_are_added(portal, dataset):
    from ckan.lib.redis import connect_to_redis

    this, last = downloads.month_keys(datetime.now(UTC))
    connect_to_redis().zincrby(this, 1, "one")
    connect_to_redis().zincrby(last, 4, "one")
    connect_to_redis().zincrby(last, 3, "two")
    assert downloads.most_downloaded(2) == {"one": 5, "two": 3}


def test_january_looks_back_to_december(portal):
    keys = downloads.month_keys(datetime(2027, 1, 5, tzinfo=UTC))
    assert [key.rsplit(":", 1)[1] for key in keys] == ["2027-01", "2026-12"]


def test_counter_that_is_down_does_not_stop_the_download(dataset, monkeypatch):
    def broken():
        raise ConnectionError("no counter")

    monkeypatch.setattr(downloads, "connect_to_redis", broken)
    downloads.count_download(dataset["resources"][0]["id"])


def test_home_shows_what_was_downloaded(portal, dataset):
    downloads.count_download(dataset["resources"][0]["id"])
    assert "1 download" in portal.get("/en/").body
