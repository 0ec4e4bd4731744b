"""An instance keeps its few facts, and its secrets stay secret."""

import json
import stat
from pathlib import Path

import pytest

from deployment.embedded.instance import LONGEST_SOCKET_FOLDER, Instance


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return Instance(tmp_path / "home", 5999)


def test_secrets_are_made_once_and_only_the_owner_reads_them(instance: Instance) -> None:
    instance.prepare()
    first = json.loads((instance.home / "secrets.json").read_text())
    instance.prepare()
    assert json.loads((instance.home / "secrets.json").read_text()) == first
    assert stat.S_IMODE((instance.home / "secrets.json").stat().st_mode) == 0o600
    assert len(set(first.values())) == len(first)


def test_two_instances_have_different_secrets(tmp_path: Path) -> None:
    one, other = Instance(tmp_path / "one", 5998), Instance(tmp_path / "other", 5999)
    one.prepare()
    other.prepare()
    assert not set(one.secrets.values()) & set(other.secrets.values())


def test_sockets_of_a_deep_home_go_where_their_paths_fit(tmp_path: Path) -> None:
    deep = Instance(tmp_path.joinpath(*["deep-folder"] * 9), 5999)
    assert len(str(deep.sockets)) <= LONGEST_SOCKET_FOLDER
    assert deep.sockets == Instance(deep.home, 5999).sockets


def test_half_written_secrets_are_never_left_behind(instance: Instance) -> None:
    instance.home.mkdir()
    (instance.home / "secrets.new").write_text('{"admin_pass')
    instance.prepare()
    assert "admin_password" in instance.secrets
