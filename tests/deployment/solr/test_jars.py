"""Solr's jars: only those on our list are taken."""

import hashlib
from pathlib import Path

import pytest

from deployment.solr import jars

PATH = "org/example/thing/1.0/thing-1.0.jar"
CONTENT = b"the jar we know"


@pytest.fixture
def listed(monkeypatch, tmp_path: Path) -> Path:
    """A list with one jar; the folder it should be in."""
    text = tmp_path / "jars.sha256"
    text.write_text(f"{hashlib.sha256(CONTENT).hexdigest()}  {PATH}\n")
    monkeypatch.setattr(jars, "LIST", text)
    return tmp_path / "target"


def deliver(monkeypatch, content: bytes) -> None:
    def fetch_one(maven, path: str) -> Path:
        jar = maven.repo_cache / path
        jar.parent.mkdir(parents=True)
        jar.write_bytes(content)
        return jar

    monkeypatch.setattr(jars, "_fetch_one", fetch_one)


def test_a_listed_jar_is_put_in_place(listed: Path, monkeypatch):
    deliver(monkeypatch, CONTENT)
    jars.fetch(listed)
    assert (listed / "jars" / "thing-1.0.jar").read_bytes() == CONTENT
    assert [path.name for path in listed.iterdir()] == ["jars"]


def test_a_jar_that_differs_is_refused_and_nothing_is_left(listed: Path, monkeypatch):
    deliver(monkeypatch, b"another jar")
    with pytest.raises(jars.JarsRefused, match=r"thing-1\.0\.jar has another SHA-256"):
        jars.fetch(listed)
    assert list(listed.iterdir()) == []


def test_what_is_there_already_is_not_fetched_again(listed: Path, monkeypatch):
    deliver(monkeypatch, CONTENT)
    jars.fetch(listed)
    deliver(monkeypatch, b"another jar")
    jars.fetch(listed)
    assert jars.differences(listed / "jars") == []


def test_a_damaged_jar_is_replaced(listed: Path, monkeypatch):
    deliver(monkeypatch, CONTENT)
    jars.fetch(listed)
    (listed / "jars" / "thing-1.0.jar").write_bytes(b"")
    (listed / "jars" / "stranger.jar").write_bytes(b"")
    jars.fetch(listed)
    assert jars.differences(listed / "jars") == []


def test_an_unknown_jar_and_a_missing_jar_are_named(listed: Path):
    folder = listed / "jars"
    folder.mkdir(parents=True)
    (folder / "stranger.jar").write_bytes(CONTENT)
    assert jars.differences(folder) == [
        "thing-1.0.jar is missing",
        "stranger.jar is not on the list",
    ]


def test_coordinates_come_from_the_path():
    assert jars.coordinates(PATH) == ("org.example", "thing", "1.0", "")
    assert jars.coordinates("io/netty/x/4.1/x-4.1-linux-x86_64.jar") == (
        "io.netty", "x", "4.1", "linux-x86_64",
    )  # fmt: skip


def test_the_real_list_names_each_jar_once_and_holds_the_two_servers():
    names = [Path(path).name for path in jars.expected()]
    assert len(names) == len(set(names))
    assert "solr-core-9.10.1.jar" in names
    assert "jetty-server-10.0.26.jar" in names
