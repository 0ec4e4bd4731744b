"""The tree of RFC 6962 section 2.1: published values, and proofs of every shape."""

import hashlib
from functools import cache

import pytest
from ckanext.participation.ledger import tiles, tree
from hypothesis import given
from hypothesis import strategies as st

# The tree of the test data of certificate-transparency-go and of RFC 6962's own figures.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "", "00", "10", "2021", "3031", "40414243",
        "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): INCLUSION[(0, 8)],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


@cache
def leaves(size: int) -> tuple[bytes, ...]:
    return tuple(tree.leaf_hash(b"%d" % number) for number in range(size))


def plain_root(hashes) -> bytes:
    """RFC 6962's definition, word for word."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    at = 1
    while at * 2 < len(hashes):
        at *= 2
    return tree.node_hash(plain_root(hashes[:at]), plain_root(hashes[at:]))


def test_an_empty_record_has_the_hash_of_nothing_as_root():
    assert tree.root([]).hex() == hashlib.sha256(b"").hexdigest()
    assert tiles.root(0, {}) == tree.root([])


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_the_published_ones(size):
    hashes = [tree.leaf_hash(entry) for entry in ENTRIES[:size]]
    assert tree.root(hashes).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_are_the_published_ones(index, size):
    hashes = [tree.leaf_hash(entry) for entry in ENTRIES]
    proof = tree.inclusion_proof(index, size, tree.stored_in(hashes))
    assert [item.hex() for item in proof] == INCLUSION[index, size]


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_are_the_published_ones(old, new):
    hashes = [tree.leaf_hash(entry) for entry in ENTRIES]
    proof = tree.consistency_proof(old, new, tree.stored_in(hashes))
    assert [item.hex() for item in proof] == CONSISTENCY[old, new]


@pytest.mark.parametrize("size", range(1, 18))
def test_every_leaf_of_every_small_tree_is_proven_and_no_other(size):
    hashes = leaves(size)
    root, stored = plain_root(hashes), tree.stored_in(hashes)
    for index in range(size):
        proof = tree.inclusion_proof(index, size, stored)
        tree.check_inclusion(index, size, hashes[index], proof, root)
        for other in range(size):
            if other != index:
                with pytest.raises(tree.BadProof):
                    tree.check_inclusion(other, size, hashes[index], proof, root)


@pytest.mark.parametrize("new", range(1, 18))
def test_every_small_tree_is_proven_to_begin_with_every_smaller_one(new):
    hashes = leaves(new)
    stored, root = tree.stored_in(hashes), plain_root(hashes)
    for old in range(1, new + 1):
        proof = tree.consistency_proof(old, new, stored)
        tree.check_consistency(old, new, proof, plain_root(hashes[:old]), root)
        with pytest.raises(tree.BadProof):
            tree.check_consistency(old, new, proof, tree.leaf_hash(b"other"), root)
        with pytest.raises(tree.BadProof):
            tree.check_consistency(old, new, [*proof, root], plain_root(hashes[:old]), root)


@given(st.data())
def test_a_changed_proof_proves_nothing(data):
    size = data.draw(st.integers(2, 600))
    index = data.draw(st.integers(0, size - 1))
    hashes = leaves(size)
    proof = tree.inclusion_proof(index, size, tree.stored_in(hashes))
    place = data.draw(st.integers(0, len(proof) - 1))
    change = data.draw(st.sampled_from(["bit", "drop", "double"]))
    changed = bytes([proof[place][0] ^ 1]) + proof[place][1:]
    wrong = {
        "bit": [*proof[:place], changed, *proof[place + 1 :]],
        "drop": proof[:place] + proof[place + 1 :],
        "double": [*proof[: place + 1], *proof[place:]],
    }[change]
    with pytest.raises(tree.BadProof):
        tree.check_inclusion(index, size, hashes[index], wrong, tree.root(hashes))


@given(st.lists(st.integers(1, 700), max_size=6))
def test_a_tree_grown_in_steps_is_the_tree_made_at_once(steps):
    size, edge, kept = 0, {}, {}
    for step in steps:
        grown = tiles.grow(size, edge, leaves(5000)[size : size + step])
        edge = tiles.edge_of(grown, edge)
        assert {(t.level, t.number, t.width) for t in grown} == {
            (p.level, p.number, p.width) for p in tiles.places(size + step, size)
        }
        kept |= {(tile.level, tile.number): tile.hashes for tile in grown}
        size += step
    assert tiles.root(size, edge) == plain_root(leaves(5000)[:size])
    if size:
        index = size * 2 // 3
        assert tiles.needed_for_inclusion(index, size) <= set(kept)
        stored = tiles.stored_by(lambda level, number: kept[level, number])
        proof = tree.inclusion_proof(index, size, stored)
        tree.check_inclusion(index, size, leaves(5000)[index], proof, tiles.root(size, edge))


def test_a_tree_of_three_levels_of_tiles_gives_proofs_to_any_earlier_size():
    hashes = leaves(70_000)
    kept = {(tile.level, tile.number): tile.hashes for tile in tiles.grow(0, {}, hashes)}
    stored = tiles.stored_by(lambda level, number: kept[level, number])
    root = tiles.root(70_000, {level: kept[level, max(n for lv, n in kept if lv == level)]
                               for level in {lv for lv, _ in kept}})  # fmt: skip
    for old in (1, 255, 256, 257, 65_535, 65_536, 65_537, 70_000):
        proof = tree.consistency_proof(old, 70_000, stored)
        old_root = tree.range_root(0, old, stored)
        tree.check_consistency(old, 70_000, proof, old_root, root)
        assert tree.inclusion_proof(old - 1, old, stored) == tree.inclusion_proof(
            old - 1, old, tree.stored_in(hashes)
        )


def test_tiles_lie_where_the_specification_says():
    place = tiles.Place
    assert place(0, 0, 256).path == "tile/0/000"
    assert place(1, 1234067, 256).path == "tile/1/x001/x234/067"
    assert place(0, 1000, 7).path == "tile/0/x001/000.p/7"
    assert place(0, 5, 256).entries_path == "tile/entries/005"
    assert [p.path for p in tiles.places(257)] == ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]
    assert [p.path for p in tiles.places(512, 257)] == ["tile/0/001", "tile/1/000.p/2"]


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundles_are_taken_apart_as_they_were_put_together(entries):
    data = tiles.bundle(entries)
    assert tiles.unbundle(data) == entries
    if data:
        with pytest.raises(ValueError, match="cut short"):
            tiles.unbundle(data + b"\x00")
