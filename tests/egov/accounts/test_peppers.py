"""Peppers: one file a process, made once, gone for good."""

import os
import stat
import threading

import pytest
from ckanext.egov.accounts import peppers
from ckanext.egov.keys import config, key_files


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(config, "folder", lambda: tmp_path / "keys")
    return tmp_path / "keys"


def test_a_pepper_is_made_once_and_read_again(folder):
    peppers.create(7)
    first = peppers.read(7)
    peppers.create(7)
    assert peppers.read(7) == first
    assert len(first) == 32


def test_every_process_has_its_own(folder):
    peppers.create(7)
    peppers.create(8)
    assert peppers.read(7) != peppers.read(8)


def test_only_the_portal_reads_them(folder):
    peppers.create(7)
    assert stat.S_IMODE((folder / "process-7.pepper").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_pepper_that_never_was_is_gone(folder):
    with pytest.raises(peppers.PepperGone):
        peppers.read(9)


def test_a_destroyed_one_is_overwritten_gone_and_never_made_again(folder):
    peppers.create(7)
    held = peppers.read(7)
    os.link(folder / "process-7.pepper", folder / "still-linked")
    peppers.destroy(7)
    peppers.destroy(7)
    assert held not in (folder / "still-linked").read_bytes()
    with pytest.raises(peppers.PepperGone):
        peppers.read(7)
    with pytest.raises(peppers.PepperGone):
        peppers.create(7)


def test_many_who_make_it_at_once_end_up_with_one(folder):
    barrier, seen = threading.Barrier(20), []

    def make():
        barrier.wait()
        seen.append(key_files.make_once(folder / "portal-x.key"))

    threads = [threading.Thread(target=make) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1
    assert [path.name for path in folder.iterdir()] == ["portal-x.key"]


@pytest.mark.parametrize("number", ["../7", "7/../../x", None])
def test_a_number_that_is_none_names_no_file(folder, number):
    with pytest.raises((ValueError, TypeError)):
        peppers.read(number)
