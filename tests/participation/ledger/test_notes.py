"""Signatures: RFC 8032's vectors, C2SP's signed notes, and what a forger would try."""

import base64

import pytest
from ckanext.participation.ledger import keys, notes, promises, verify
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

# RFC 8032 section 7.1: secret key, public key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]
KEY = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS[0][0]))
NAME = "example.uz/ledger/7"
# The note of the documentation of golang.org/x/mod/sumdb/note.
GO_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "\u2014 PeterNeumann"
    " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    "\n"
)


@pytest.mark.parametrize("vector", VECTORS)
def test_the_verifier_accepts_the_published_signatures_and_no_changed_one(vector):
    secret, public, message, signature = (bytes.fromhex(part) for part in vector)
    assert Ed25519PrivateKey.from_private_bytes(secret).sign(message) == signature
    assert verify.is_signed(public, message, signature)
    assert not verify.is_signed(public, message + b"\x00", signature)
    for place in range(0, 64, 7):
        changed = bytes([*signature[:place], signature[place] ^ 1, *signature[place + 1 :]])
        assert not verify.is_signed(public, message, changed)


def test_a_signature_has_one_form_only():
    """RFC 8032 section 5.1.7: S + L would verify too, if nobody looked."""
    public, message, signature = (bytes.fromhex(part) for part in VECTORS[1][1:])
    larger = int.from_bytes(signature[32:], "little") + verify.ORDER
    assert not verify.is_signed(public, message, signature[:32] + larger.to_bytes(32, "little"))


@settings(max_examples=25)
@given(st.binary(max_size=200))
def test_the_verifier_agrees_with_the_library_that_signs(message):
    public = keys.raw(KEY.public_key())
    assert verify.is_signed(public, message, KEY.sign(message))


def test_the_note_of_go_is_opened():
    name, key = keys.read_vkey(GO_VKEY)
    assert keys.vkey(name, key) == GO_VKEY
    assert notes.open_note(GO_NOTE, name, key) + "\n" == GO_NOTE.split("\u2014")[0]
    assert verify.Key(GO_VKEY).open(GO_NOTE)[0].startswith("If you think")


def test_a_checkpoint_is_read_as_it_was_signed():
    checkpoint = notes.Checkpoint(NAME, 700, bytes(range(32)))
    note = notes.sign_checkpoint(checkpoint, KEY)
    assert notes.open_checkpoint(note, KEY.public_key()) == checkpoint
    assert notes.sign_checkpoint(checkpoint, KEY) == note


@pytest.mark.parametrize(
    "change",
    [
        lambda note: note.replace("\n700\n", "\n701\n"),
        lambda note: note.replace("ledger/7\n", "ledger/8\n", 1),
        lambda note: note.replace("\n700\n", "\n0700\n"),
        lambda note: note.rpartition("\n\n")[0] + "\n\n",
        lambda note: "",
    ],
)
def test_a_changed_checkpoint_is_refused(change):
    note = notes.sign_checkpoint(notes.Checkpoint(NAME, 700, bytes(32)), KEY)
    with pytest.raises(notes.BadNote):
        notes.open_checkpoint(change(note), KEY.public_key())


def test_a_signature_of_another_key_is_refused():
    other = Ed25519PrivateKey.generate().public_key()
    note = notes.sign_checkpoint(notes.Checkpoint(NAME, 1, bytes(32)), KEY)
    with pytest.raises(notes.BadNote):
        notes.open_checkpoint(note, other)


@pytest.mark.parametrize(
    "text",
    ["", "name", "a+b+c", "x+00000000+" + base64.b64encode(b"\x01" + bytes(32)).decode(),
     GO_VKEY.replace("Peter", "Paul"), GO_VKEY[:-4]],
)  # fmt: skip
def test_what_is_no_verifier_key_is_refused(text):
    with pytest.raises(keys.BadKey):
        keys.read_vkey(text)


@pytest.mark.parametrize(
    ("site", "name"),
    [
        ("https://example.uz", "example.uz/ledger/7"),
        ("http://localhost:5000/", "localhost:5000/ledger/7"),
        ("https://example.uz/portal", "example.uz/portal/ledger/7"),
    ],
)
def test_a_record_is_named_after_the_address_of_the_portal(site, name):
    assert keys.origin(site, 7) == name


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "key.pem"
    keys.create(path)
    first = path.read_bytes()
    keys.create(path)
    assert path.read_bytes() == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert isinstance(keys.load(path).public_key(), Ed25519PublicKey)
    assert [item.name for item in tmp_path.iterdir()] == ["key.pem"]


def test_a_promise_is_no_checkpoint():
    from datetime import UTC, datetime

    text = promises.promise(KEY, NAME, 7, bytes(32), datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(notes.BadNote):
        notes.open_checkpoint(text, KEY.public_key())
