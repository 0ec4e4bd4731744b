#!/usr/bin/env python3
"""Check a public record of participation yourself. Needs Python 3.10 or later and nothing else.

  python3 verify.py verify  RECORD        is every entry there, in place, and signed for?
  python3 verify.py count   RECORD        the same, then how many acts, by feature and state
  python3 verify.py include RECEIPT       is the act of this receipt in the record?
  python3 verify.py diff    OLD NEW       does the newer checkpoint keep all of the older one?

RECORD is the address of a record (https://example.uz/ledger/1) or a folder with a copy of it.
RECEIPT is a file with the receipt, or - to paste it. OLD and NEW are files with checkpoints.

  --record RECORD   where `include` and `diff` read the record (else the address it names itself)
  --vkey KEY        the key you trust, as printed on pages and posters, or a file with it;
                    without it the record's own key is taken, and shown for you to compare
  --json            tell the result as JSON

What is checked: RFC 6962 (tree), C2SP tlog-tiles, tlog-checkpoint and signed-note (files and
signatures), RFC 8032 (Ed25519). Exit code: 0 all is well, 1 something is wrong, 2 could not check.
"""

import argparse
import base64
import collections
import concurrent.futures
import hashlib
import json
import pathlib
import re
import sys
import urllib.error
import urllib.parse
import urllib.request

HASH, WIDTH = 32, 256
AT_ONCE = 8
KNOWN_KINDS = ("act", "withdraw", "invalidate", "restore", "event")
BECOMES = {"withdraw": "withdrawn", "invalidate": "invalidated", "restore": "valid"}


class Wrong(Exception):
    """The record, the receipt or the checkpoint is not what it should be."""


class Unreachable(Exception):
    """Something could not be read."""


# --- Ed25519 (RFC 8032 section 5.1.7) -------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def point(data):
    """The point that 32 bytes stand for, as (X, Y, Z, T)."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        raise Wrong("a point of the signature is no point")
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        raise Wrong("a point of the signature is no point")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def add(one, other):
    """The sum of two points."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor, what):
    """A point added to itself so many times."""
    found = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            found = add(found, what)
        what = add(what, what)
        factor >>= 1
    return found


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(public_key, message, signature):
    """Whether the key's owner signed the message."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    first, second = signature[:32], int.from_bytes(signature[32:], "little")
    if second >= ORDER:
        return False
    try:
        key, left = point(public_key), point(first)
    except Wrong:
        return False
    digest = hashlib.sha512(first + public_key + message).digest()
    right = times(int.from_bytes(digest, "little") % ORDER, key)
    one, other = times(second, BASE), add(left, right)
    same_x = (one[0] * other[2] - other[0] * one[2]) % P == 0
    return same_x and (one[1] * other[2] - other[1] * one[2]) % P == 0


# --- Signed notes ---------------------------------------------------------------------------------


def decode(text, what):
    """Base64 in its one exact form."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    if base64.b64encode(data).decode() != text or not data:
        raise Wrong(f"{what} is not proper base64")
    return data


class Key:
    """A verifier key: NAME+HEX(hash)+BASE64(1 ‖ public key)."""

    def __init__(self, text):
        name, _, rest = text.partition("+")
        given, _, encoded = rest.partition("+")
        data = decode(encoded, "the verifier key")
        self.text, self.name, self.public = text, name, data[1:]
        self.hash = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
        if len(data) != 33 or data[:1] != b"\x01" or given != self.hash.hex():
            raise Wrong("the verifier key is damaged")

    def open(self, note):
        """The lines of a note that this key signed; nothing else may be in it."""
        text, gap, signature = note.rpartition("\n\n")
        match = re.fullmatch(r"\u2014 ([^ \n]+) ([A-Za-z0-9+/=]+)\n", signature)
        if not gap or not match or match[1] != self.name:
            raise Wrong(f"it is not signed by {self.name}")
        data = decode(match[2], "the signature")
        if data[:4] != self.hash or not is_signed(self.public, (text + "\n").encode(), data[4:]):
            raise Wrong(f"the signature of {self.name} does not fit")
        return text.split("\n")


class Checkpoint:
    """Size and root of a record, signed."""

    def __init__(self, note, key):
        lines = key.open(note)
        if len(lines) != 3 or lines[0] != key.name or not re.fullmatch(r"[1-9]\d*", lines[1]):
            raise Wrong("the checkpoint has another form")
        self.size, self.root = int(lines[1]), decode(lines[2], "the root")


# --- The tree (RFC 6962 section 2.1) --------------------------------------------------------------


def node(left, right):
    """The hash over two hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def perfect_root(hashes):
    """The hash over so many hashes; their number is a power of two."""
    while len(hashes) > 1:
        pairs = zip(hashes[::2], hashes[1::2], strict=True)
        hashes = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return hashes[0]


def cut(data):
    """A tile taken apart into hashes."""
    return [data[at : at + HASH] for at in range(0, len(data), HASH)]


class Tree:
    """Grows tile by tile and keeps what is needed to compare upper tiles and to know the root."""

    def __init__(self):
        self.levels = [[]]
        self.last = []

    def add(self, hashes):
        """A tile of level 0; only the last one may be narrower than 256."""
        if len(hashes) == WIDTH:
            self.levels[0].append(perfect_root(hashes))
        else:
            self.last = hashes

    def upper(self):
        """Hashes of the levels from 1 up."""
        while len(self.levels[-1]) >= WIDTH:
            below = self.levels[-1]
            full = range(0, len(below) - WIDTH + 1, WIDTH)
            self.levels.append([perfect_root(below[at : at + WIDTH]) for at in full])
        return [level for level in self.levels if level]

    def root(self):
        """The root: the perfect subtrees of each level's end, joined from the right."""
        found = None
        for level in [self.last, *self.upper()]:
            rest = level[len(level) - len(level) % WIDTH :]
            while rest:
                last = len(rest) & -len(rest)
                part = perfect_root(rest[-last:])
                found = part if found is None else node(part, found)
                rest = rest[:-last]
        return found


def split(size):
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def consistency_proof(old, new, root_of):
    """The hashes that show how the tree of `old` leaves lies in the one of `new`."""
    low, high, proof = 0, new, []
    while high > old:
        middle = low + split(high - low)
        if old <= middle:
            proof.append(root_of(middle, high))
            high = middle
        else:
            proof.append(root_of(low, middle))
            low = middle
    return ([root_of(low, high)] if low else []) + proof[::-1]


def is_consistent(old, new, proof, old_root, new_root):
    """Whether the proof joins both roots (RFC 9162 section 2.1.4.2)."""
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    if not path:
        return False
    old_found = new_found = path[0]
    for sibling in path[1:]:
        if not last:
            return False
        if at & 1 or at == last:
            old_found, new_found = node(sibling, old_found), node(sibling, new_found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new_found = node(new_found, sibling)
        at, last = at >> 1, last >> 1
    return not last and (old_found, new_found) == (old_root, new_root)


# --- Reading a record -----------------------------------------------------------------------------


def tile_path(level, number):
    """Where a tile lies: groups of three digits, all but the last with an x."""
    groups = [f"{number % 1000:03}"]
    while number >= 1000:
        number //= 1000
        groups.append(f"x{number % 1000:03}")
    return f"tile/{level}/" + "/".join(reversed(groups))


def unbundle(data):
    """The entries of a bundle, each with its length in two bytes before it."""
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data):
            raise Wrong("a bundle of entries is cut short")
        entries.append(data[at + 2 : end])
        at = end
    return entries


def first_of(level, data, width):
    """The beginning of a tile: so many hashes, or entries."""
    if level != "entries":
        return data[: width * HASH]
    return b"".join(len(e).to_bytes(2, "big") + e for e in unbundle(data)[:width])


class Record:
    """A record at an address."""

    def __init__(self, address):
        self.address = address.rstrip("/")

    def read(self, path):
        """A file, or None when there is none."""
        try:
            with urllib.request.urlopen(f"{self.address}/{path}", timeout=60) as reply:
                return reply.read()
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise Unreachable(f"{path}: {error}") from error
        except OSError as error:
            raise Unreachable(f"{self.address}/{path}: {error}") from error

    def text(self, path):
        """A file of text that must be there."""
        data = self.read(path)
        if data is None:
            raise Unreachable(f"there is no {path} in {self.address}")
        try:
            return data.decode()
        except UnicodeDecodeError as error:
            raise Wrong(f"{path} is no text") from error

    def tile(self, level, number, width):
        """A tile; while the record grows, the full one may have taken a partial one's place."""
        path = tile_path(level, number)
        data = self.read(path if width == WIDTH else f"{path}.p/{width}")
        if data is None and width < WIDTH:
            data = self._instead(level, path, width)
        if data is None:
            raise Wrong(f"{path} is missing")
        return data

    def _instead(self, level, path, width):
        full = self.read(path)
        return None if full is None else first_of(level, full, width)

    def tiles(self, level, size):
        """All tiles of a level that holds `size` hashes or entries, read some at a time."""
        widths = [WIDTH] * (size // WIDTH) + ([size % WIDTH] if size % WIDTH else [])
        for number, (width, data) in enumerate(
            zip(widths, self._read_all(level, widths), strict=True)
        ):
            self.check_beginnings(level, number, width, data)
            yield data

    def _read_all(self, level, widths):
        """Tiles in their order, some read ahead."""
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            ahead = collections.deque()
            for number, width in enumerate(widths):
                ahead.append(pool.submit(self.tile, level, number, width))
                if len(ahead) > 4 * AT_ONCE:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()

    def check_beginnings(self, level, number, width, data):
        """Nothing to do: at an address, only the files that are asked for can be seen."""

    def check_nothing_else(self):
        """Nothing to do either."""


class Folder(Record):
    """A copy of a record in a folder: here every file counts, also those nobody asked for."""

    def __init__(self, address):
        super().__init__(str(address))
        self.root = pathlib.Path(address)
        self.seen = set()

    def read(self, path):
        self.seen.add(self.root / path)
        try:
            return (self.root / path).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Unreachable(f"{path}: {error}") from error

    def _instead(self, level, path, width):
        return None

    def _read_all(self, level, widths):
        return (self.tile(level, number, width) for number, width in enumerate(widths))

    def check_beginnings(self, level, number, width, data):
        """Earlier, narrower states of a tile may still lie there: they must be its beginning."""
        folder = self.root / (tile_path(level, number) + ".p")
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            self.seen.add(path)
            narrow = int(path.name) if re.fullmatch(r"[1-9]\d{0,2}", path.name) else WIDTH
            if narrow > width or path.read_bytes() != first_of(level, data, narrow):
                raise Wrong(f"{path.relative_to(self.root)} is not the beginning of its tile")

    def check_nothing_else(self):
        """A file that belongs to no tile has no place in a record."""
        for path in sorted(self.root.rglob("*")):
            if path.is_file() and path not in self.seen:
                raise Wrong(f"{path.relative_to(self.root)} does not belong to the record")


def open_record(address):
    """The record at an address or in a folder."""
    if re.match(r"https?://", address):
        return Record(address)
    if not pathlib.Path(address).is_dir():
        raise Unreachable(f"{address} is neither an address nor a folder")
    return Folder(address)


def named_by(origin):
    """The record at the address that its name says."""
    host = origin.split("/")[0].split(":")[0]
    scheme = "http" if host in ("localhost", "127.0.0.1") else "https"
    return Record(f"{scheme}://{origin}")


def key_for(record, given):
    """The key that is trusted: the given one, which the record must show too, or the record's."""
    text = record.text("vkey")
    if not text.endswith("\n"):
        raise Wrong("the verifier key is damaged")
    key = Key(text[:-1])
    if given:
        trusted = given if "+" in given else read_file(given)
        if Key(trusted.strip()).text != key.text:
            raise Wrong("the record shows another key than the one you trust")
    return key


# --- What the entries say -------------------------------------------------------------------------


ACT = re.compile(
    rb'\{"act":"([0-9a-f]{64})","feature":"([a-z0-9_:]+)","hour":"([0-9TZ-]+)",'
    rb'"kind":"act","process":([1-9][0-9]{0,17})\}'
)
"""How nearly all entries look. What has this form is canonical JSON, and read so much faster."""


def parsed(entry):
    """What an entry says, if it is canonical JSON; else nothing."""
    plain = ACT.fullmatch(entry)
    if plain:
        act, feature, hour, process = map(bytes.decode, plain.groups())
        return {
            "act": act, "feature": feature, "hour": hour, "kind": "act", "process": int(process),
        }  # fmt: skip
    try:
        said = json.loads(entry)
        form = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    except ValueError:
        return {}
    return said if isinstance(said, dict) and form.encode() == entry else {}


class Count:
    """Acts by feature and state, and the rules that entries keep."""

    def __init__(self, origin):
        self.process = int(origin.rpartition("/")[2])
        self.acts = {}
        self.events = []

    def take(self, index, entry):
        """One more entry; Wrong when it breaks a rule."""
        said = parsed(entry)
        if said.get("kind") not in KNOWN_KINDS:
            raise Wrong(f"entry {index} has another form")
        if said.get("process") != self.process:
            raise Wrong(f"entry {index} belongs to another process")
        if said["kind"] == "event":
            self.events.append((index, said.get("event"), said.get("at")))
        else:
            self._take_act(index, said)

    def _take_act(self, index, said):
        try:
            act, feature = bytes.fromhex(said["act"]), said["feature"]
        except (KeyError, ValueError, TypeError) as error:
            raise Wrong(f"entry {index} names no act") from error
        known = self.acts.get(act)
        if said["kind"] == "act":
            if known:
                raise Wrong(f"entry {index}: the act was in the record before")
            self.acts[act] = (feature, "valid")
        elif not known or known[0] != feature:
            raise Wrong(f"entry {index} changes an act that is not in the record before it")
        elif known[1] == BECOMES[said["kind"]]:
            raise Wrong(f"entry {index} changes nothing")
        else:
            self.acts[act] = (feature, BECOMES[said["kind"]])

    def totals(self):
        """Number of acts by feature, then by state."""
        found = {}
        for (feature, state), number in sorted(collections.Counter(self.acts.values()).items()):
            found.setdefault(feature, {})[state] = number
        return found


# --- The four commands ----------------------------------------------------------------------------


def verify(record, key, take):
    """Recompute the tree from the entries and compare every tile, the root and the signature."""
    checkpoint = Checkpoint(record.text("checkpoint"), key)
    tree, index = Tree(), 0
    bundles = record.tiles("entries", checkpoint.size)
    hash_tiles = record.tiles(0, checkpoint.size)
    for bundle, tile in zip(bundles, hash_tiles, strict=True):
        entries = unbundle(bundle)
        if len(entries) != min(WIDTH, checkpoint.size - index):
            raise Wrong(f"the bundle from entry {index} on has {len(entries)} entries")
        hashes = [hashlib.sha256(b"\x00" + entry).digest() for entry in entries]
        if b"".join(hashes) != tile:
            raise Wrong(f"the tile from entry {index} on does not fit its entries")
        for entry in entries:
            take(index, entry)
            index += 1
        tree.add(hashes)
    for level, hashes in enumerate(tree.upper(), 1):
        tiles = record.tiles(level, len(hashes))
        if b"".join(tiles) != b"".join(hashes):
            raise Wrong(f"the tiles of level {level} do not fit those below")
    if tree.root() != checkpoint.root:
        raise Wrong("the root of the checkpoint is not the root of the entries")
    record.check_nothing_else()
    return checkpoint


def command_verify(given):
    record = open_record(given.record)
    key = key_for(record, given.vkey)
    count = Count(key.name)
    checkpoint = verify(record, key, count.take)
    told = {"entries": checkpoint.size, "record": key.name, "vkey": key.text}
    told["root"] = base64.b64encode(checkpoint.root).decode()
    if given.command == "count":
        told["acts"] = count.totals()
        told["events"] = [f"{at} {event}" for _, event, at in count.events]
    return told


def command_include(given):
    text = sys.stdin.read() if given.receipt == "-" else read_file(given.receipt)
    words = re.sub(r"[>\s]+", " ", text).split()
    if len(words) != 7 or words[1] != "receipt":
        raise Wrong("this is no receipt")
    origin, _, leaf, moment, _, _, signature = words
    record = open_record(given.record) if given.record else named_by(origin)
    key = key_for(record, given.vkey)
    key.open(f"{origin}\nreceipt\n{leaf}\n{moment}\n\n\u2014 {origin} {signature}\n")
    checkpoint = Checkpoint(record.text("checkpoint"), key)
    wanted, tree, place, seen = decode(leaf, "the leaf hash"), Tree(), None, 0
    for tile in record.tiles(0, checkpoint.size):
        hashes = cut(tile)
        if wanted in hashes:
            place = seen + hashes.index(wanted)
        tree.add(hashes)
        seen += len(hashes)
    if seen != checkpoint.size or tree.root() != checkpoint.root:
        raise Wrong("the root of the checkpoint is not the root of the tiles")
    if place is None:
        raise Wrong("the receipt is genuine, but its act is not in the record")
    return {"index": place, "entries": seen, "record": key.name, "at": moment, "vkey": key.text}


def command_diff(given):
    notes = [read_file(given.old), read_file(given.new)]
    record = open_record(given.record) if given.record else named_by(notes[1].partition("\n")[0])
    key = key_for(record, given.vkey)
    old, new = (Checkpoint(note, key) for note in notes)
    if old.size > new.size:
        raise Wrong(f"the newer checkpoint has {new.size} entries, the older one {old.size}")
    if old.size == new.size and old.root != new.root:
        raise Wrong("two checkpoints of one size differ: the record was forked")
    if old.size < new.size:
        proof = consistency_proof(old.size, new.size, root_reader(record, new.size))
        if not is_consistent(old.size, new.size, proof, old.root, new.root):
            raise Wrong("the newer record does not begin with the older one")
    return {"old": old.size, "new": new.size, "record": key.name, "vkey": key.text}


def root_reader(record, size):
    """Roots over ranges of leaves, read from few tiles."""
    known = {}

    def stored(level, index):
        tile_level, rest = divmod(level, 8)
        number, start = divmod(index << rest, WIDTH)
        if (tile_level, number) not in known:
            width = min(WIDTH, (size >> 8 * tile_level) - number * WIDTH)
            known[tile_level, number] = record.tile(tile_level, number, width)
        hashes = cut(known[tile_level, number])[start : start + (1 << rest)]
        if len(hashes) != 1 << rest:
            raise Wrong(f"{tile_path(tile_level, number)} is cut short")
        return perfect_root(hashes)

    def root_of(low, high):
        span = high - low
        if span & (span - 1) == 0:
            return stored(span.bit_length() - 1, low // span)
        middle = low + split(span)
        return node(root_of(low, middle), root_of(middle, high))

    return root_of


def read_file(path):
    """The text of a file that somebody named."""
    try:
        return pathlib.Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise Unreachable(f"{path}: {error}") from error


# --- Telling --------------------------------------------------------------------------------------

SAYS = {
    "verify": "All {entries} entries of {record} are there, in place and signed for.",
    "count": "All {entries} entries of {record} are there, in place and signed for.",
    "include": "The receipt is genuine. Its act is entry {index} of {entries} in {record}.",
    "diff": "{record}: the {old} entries of the older checkpoint are all in the newer, with {new}.",
}


def tell(given, told):
    """Say in plain words what was found."""
    print(SAYS[given.command].format(**told))
    for feature, states in told.get("acts", {}).items():
        for state, number in states.items():
            print(f"  {feature:<20} {state:<12} {number:>12,}")
    if not given.vkey:
        print(f"Compare this key with the one on the portal and on posters:\n  {told['vkey']}")


def arguments(words):
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, takes in {
        "verify": ["record"], "count": ["record"], "include": ["receipt"], "diff": ["old", "new"],
    }.items():  # fmt: skip
        command = commands.add_parser(name)
        for one in takes:
            command.add_argument(one, metavar=one.upper())
        if "record" not in takes:
            command.add_argument("--record")
        command.add_argument("--vkey")
        command.add_argument("--json", action="store_true")
    return parser.parse_args(words)


def main(words=None):
    given = arguments(words)
    commands = {"include": command_include, "diff": command_diff}
    try:
        told = commands.get(given.command, command_verify)(given)
    except Wrong as error:
        print(f"WRONG: {error}", file=sys.stderr)
        return 1
    except Unreachable as error:
        print(f"Could not check: {error}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(told, sort_keys=True))
    else:
        tell(given, told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
