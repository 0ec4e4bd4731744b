"""`verify.py` against records that were tampered with, and against those that were not."""

from __future__ import annotations

import http.server
import json
import random
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

import pytest
from ckanext.participation.ledger import entries, files, keys, notes, promises, tiles, tree, verify
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

AT = datetime(2026, 11, 25, 3, tzinfo=UTC)
ORIGIN = "example.uz/ledger/7"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VKEY = keys.vkey(ORIGIN, KEY.public_key())


def act_no(number: int) -> bytes:
    return entries.act_entry(7, "sign", number.to_bytes(32, "big"), AT)


def publish(folder: Path, said: list[bytes], sizes: list[int]) -> None:
    """A record as the sealer publishes it, without a database: sealed at these sizes."""
    hashes = [tree.leaf_hash(entry) for entry in said]
    known: dict[tuple[int, int], bytes] = {}
    size, edge = 0, {}
    for until in sizes:
        grown = tiles.grow(size, edge, hashes[size:until])
        known |= {(tile.level, tile.number): tile.hashes for tile in grown}
        edge = tiles.edge_of(grown, edge)
        writing = files.Writing(folder)
        for place in tiles.places(until, size):
            writing.put_tile(place.path, known[place.level, place.number])
            if place.level == 0:
                low = place.number * tiles.WIDTH
                writing.put_tile(place.entries_path, tiles.bundle(said[low : low + place.width]))
        checkpoint = notes.Checkpoint(ORIGIN, until, tiles.root(until, edge))
        writing.put("checkpoint", notes.sign_checkpoint(checkpoint, KEY).encode())
        writing.put("vkey", VKEY.encode() + b"\n")
        writing.finish()
        size = until


def check(folder: Path, command: str = "verify", vkey: str = VKEY) -> int:
    return verify.main([command, str(folder), "--vkey", vkey, "--json"])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A record of a few entries, sealed twice, so that an earlier tile lies there too."""
    folder = tmp_path / "small"
    publish(folder, [act_no(number) for number in range(3)], [2, 3])
    return folder


@pytest.fixture
def quick(monkeypatch):
    """A signature that was checked before is not computed anew: hundreds are the same."""
    monkeypatch.setattr(verify, "is_signed", cache(verify.is_signed))


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """A record of 600 entries."""
    folder = tmp_path_factory.mktemp("large")
    publish(folder, [act_no(number) for number in range(600)], [3, 300, 600])
    return folder


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_record_that_nobody_touched_is_sound(small, large):
    assert check(small) == check(large) == 0
    assert verify.main(["verify", str(large)]) == 0


def test_every_changed_byte_of_a_record_is_caught(small, quick, capsys):
    missed = []
    for path in files_of(small):
        data = path.read_bytes()
        for place in range(len(data)):
            changed = bytes([data[place] ^ (0x80, 0x20, 1)[place % 3]])
            path.write_bytes(data[:place] + changed + data[place + 1 :])
            if check(small) != 1:
                missed.append((path.name, place))
        path.write_bytes(data)
    assert missed == []
    assert check(small) == 0


def test_every_removed_or_added_byte_of_a_record_is_caught(small, quick, capsys):
    missed = []
    for path in files_of(small):
        data = path.read_bytes()
        for place in range(len(data) + 1):
            shorter = data[:place] + data[place + 1 :]
            longer = data[:place] + b"\x00" + data[place:]
            for other in (shorter, longer) if place % 5 == 0 else (shorter,):
                path.write_bytes(other)
                if other != data and check(small) != 1:
                    missed.append((path.name, place, len(other)))
        path.write_bytes(data)
    assert missed == []


def test_swapped_bytes_of_a_record_are_caught(small, quick, capsys):
    missed = []
    for path in files_of(small):
        data = path.read_bytes()
        for place in range(len(data) - 1):
            swapped = data[:place] + data[place : place + 2][::-1] + data[place + 2 :]
            path.write_bytes(swapped)
            if swapped != data and check(small) != 1:
                missed.append((path.name, place))
        path.write_bytes(data)
    assert missed == []


def test_every_removed_file_of_a_record_is_caught(tmp_path, capsys):
    publish(tmp_path, [act_no(number) for number in range(600)], [600])
    for path in files_of(tmp_path):
        data = path.read_bytes()
        path.unlink()
        assert check(tmp_path) != 0, path
        path.write_bytes(data)


def test_swapped_files_and_an_additional_one_are_caught(large, tmp_path, capsys):
    copy = tmp_path / "copy"
    shutil.copytree(large, copy)
    first, second = copy / "tile/0/000", copy / "tile/0/001"
    first.rename(tmp_path / "aside")
    second.rename(first)
    (tmp_path / "aside").rename(second)
    assert check(copy) == 1
    shutil.rmtree(copy)
    shutil.copytree(large, copy)
    (copy / "tile" / "0" / "009").write_bytes(bytes(32))
    assert check(copy) == 1


def test_entries_swapped_in_their_bundle_are_caught(large, tmp_path, capsys):
    copy = tmp_path / "copy"
    shutil.copytree(large, copy)
    path = copy / "tile/entries/000"
    said = tiles.unbundle(path.read_bytes())
    said[3], said[4] = said[4], said[3]
    path.write_bytes(tiles.bundle(said))
    assert check(copy) == 1


def test_random_damage_to_a_large_record_is_caught(large, quick, tmp_path, capsys):
    copy = tmp_path / "copy"
    shutil.copytree(large, copy)
    dice = random.Random(7)
    for _ in range(30):
        path = dice.choice(files_of(copy))
        data = path.read_bytes()
        place = dice.randrange(len(data))
        other = bytes([data[place] ^ dice.randint(1, 255)])
        path.write_bytes(data[:place] + other + data[place + 1 :])
        assert check(copy) == 1, (path, place)
        path.write_bytes(data)


def test_a_record_under_another_key_is_caught(small, capsys):
    other = keys.vkey(ORIGIN, Ed25519PrivateKey.generate().public_key())
    assert check(small, vkey=other) == 1


@pytest.mark.parametrize(
    "said",
    [
        [act_no(1), act_no(1)],
        [entries.change_entry(7, "withdraw", "sign", bytes(32), None, AT)],
        [entries.change_entry(7, "withdraw", "sign", (1).to_bytes(32, "big"), None, AT), act_no(1)],
        [act_no(1), entries.change_entry(7, "restore", "sign", (1).to_bytes(32, "big"), None, AT)],
        [act_no(1), entries.change_entry(7, "withdraw", "vote", (1).to_bytes(32, "big"), None, AT)],
        [act_no(1).replace(b'"process":7', b'"process":8')],
        [act_no(1).replace(b"{", b"{ ", 1)],
        [b'{"kind":"other","process":7}'],
        [b"\xff"],
        [b"[]"],
    ],
)  # fmt: skip
def test_entries_that_break_a_rule_are_caught_although_everything_is_signed(said, tmp_path, capsys):
    publish(tmp_path, said, [len(said)])
    assert check(tmp_path) == 1


@given(st.from_regex(verify.ACT, fullmatch=True))
def test_what_has_the_usual_form_of_an_act_is_canonical_and_says_what_its_json_says(entry):
    said = json.loads(entry)
    assert entries.canonical(said) == entry
    assert verify.parsed(entry) == said


def test_acts_have_the_usual_form():
    assert verify.ACT.fullmatch(act_no(5))


def test_counting_says_how_many_by_feature_and_state(tmp_path, capsys):
    first, second = (number.to_bytes(32, "big") for number in (0, 1))
    said = [act_no(number) for number in range(4)]
    said += [
        entries.act_entry(7, "vote", bytes([1] * 32), AT),
        entries.change_entry(7, "withdraw", "sign", first, None, AT),
        entries.change_entry(7, "invalidate", "sign", second, "bot", AT),
        entries.event_entry(7, "closed", {}, AT),
    ]
    publish(tmp_path, said, [len(said)])
    assert check(tmp_path, "count") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["acts"] == {
        "sign": {"invalidated": 1, "valid": 2, "withdrawn": 1}, "vote": {"valid": 1},
    }  # fmt: skip
    assert told["events"] == ["2026-11-25T03:00:00.000000Z closed"]


def receipt_for(number: int, folder: Path) -> str:
    text = promises.promise(KEY, ORIGIN, 7, tree.leaf_hash(act_no(number)), AT)
    path = folder / f"receipt-{number}.txt"
    path.write_text(text)
    return str(path)


@pytest.mark.parametrize("number", [0, 255, 256, 599])
def test_a_receipt_is_found_in_the_record(large, tmp_path, capsys, number):
    receipt = receipt_for(number, tmp_path)
    assert verify.main(["include", receipt, "--record", str(large), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["index"] == number


def test_a_receipt_that_is_not_in_the_record_or_not_genuine_is_told(large, tmp_path, capsys):
    receipt = receipt_for(600, tmp_path)
    assert verify.main(["include", receipt, "--record", str(large)]) == 1
    assert "not in the record" in capsys.readouterr().err
    path = Path(receipt_for(1, tmp_path))
    path.write_text(path.read_text().replace("03:00:00", "04:00:00"))
    assert verify.main(["include", str(path), "--record", str(large)]) == 1
    assert "does not fit" in capsys.readouterr().err


@pytest.mark.parametrize(("old", "new"), [(1, 5), (255, 256), (256, 600), (300, 513), (600, 600)])
def test_two_checkpoints_of_one_record_are_consistent(tmp_path, capsys, old, new):
    folder, notes_ = tmp_path / "record", []
    said = [act_no(number) for number in range(new)]
    for size in (old, new):
        publish(tmp_path / str(size), said[:size], [size])
        notes_.append(str(tmp_path / str(size) / "checkpoint"))
    publish(folder, said, [new])
    assert verify.main(["diff", *notes_, "--record", str(folder)]) == 0
    if old != new:
        assert verify.main(["diff", *notes_[::-1], "--record", str(folder)]) == 1


def test_a_record_that_was_rewritten_is_caught_by_an_older_checkpoint(tmp_path, capsys):
    said = [act_no(number) for number in range(300)]
    publish(tmp_path / "old", said[:200], [200])
    publish(tmp_path / "new", [act_no(1000), *said[1:]], [300])
    pair = [str(tmp_path / name / "checkpoint") for name in ("old", "new")]
    assert verify.main(["diff", *pair, "--record", str(tmp_path / "new")]) == 1
    assert "does not begin" in capsys.readouterr().err


@pytest.fixture
def served(large):
    """The large record at an address."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(large))
    handler.func.log_message = lambda *_: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_it_works_as_one_file_with_the_standard_library_alone(served, tmp_path):
    """No installed package can be reached: -I leaves out paths, -S site-packages."""
    alone = tmp_path / "verify.py"
    alone.write_bytes(Path(verify.__file__).read_bytes())
    command = [sys.executable, "-I", "-S", str(alone), "count", served, "--json"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["acts"] == {"sign": {"valid": 600}}


def test_a_tile_that_grew_meanwhile_is_read_from_the_full_one(tmp_path):
    folder = tmp_path / "record"
    publish(folder, [act_no(number) for number in range(300)], [100, 300])
    record = verify.Record("http://example.uz/ledger/7")
    record.read = lambda path: (folder / path).read_bytes() if (folder / path).is_file() else None
    assert record.tile(0, 0, 100) == (folder / "tile/0/000").read_bytes()[:3200]
    assert verify.unbundle(record.tile("entries", 0, 100)) == [act_no(n) for n in range(100)]


@pytest.mark.parametrize(
    "words",
    [["verify", "/nowhere"], ["include", "/nowhere"], ["diff", "/nowhere", "/nowhere"],
     ["verify", "http://127.0.0.1:9"]],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_is_not_taken_for_fraud(words, capsys):
    assert verify.main(words) == 2
    assert "Could not check" in capsys.readouterr().err
