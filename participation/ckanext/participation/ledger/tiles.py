"""The tree cut into tiles (C2SP tlog-tiles): where each lies, what it holds, how they grow.

A tile holds up to 256 hashes of one level; levels go in steps of eight, so hash `i` of tile level
`L` stands over `256**L` leaves. Full tiles never change. Pure, standard library only.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ckanext.participation.ledger.tree import EMPTY, node_hash, perfect_root

WIDTH = 256
STEP = 8
HASH = 32
FULL = WIDTH * HASH


@dataclass(frozen=True)
class Tile:
    """Some hashes of one level, side by side."""

    level: int
    number: int
    hashes: bytes

    @property
    def width(self) -> int:
        """How many hashes it holds."""
        return len(self.hashes) // HASH


@dataclass(frozen=True)
class Place:
    """Where a tile lies and how many hashes it has at some size of the record."""

    level: int
    number: int
    width: int

    @property
    def path(self) -> str:
        """The address of the hashes under the record's own."""
        return f"tile/{self.level}/{_number(self.number)}{self._part}"

    @property
    def entries_path(self) -> str:
        """The address of the entries, for a tile of level 0."""
        return f"tile/entries/{_number(self.number)}{self._part}"

    @property
    def _part(self) -> str:
        return "" if self.width == WIDTH else f".p/{self.width}"


def _number(number: int) -> str:
    """Groups of three digits, all but the last with an x: 1234067 is x001/x234/067."""
    groups = [f"{number % 1000:03}"]
    while number >= 1000:
        number //= 1000
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))


def places(size: int, since: int = 0) -> Iterator[Place]:
    """The tiles of a record of `size` leaves that it did not have, or not so wide, at `since`."""
    level = 0
    while size >> STEP * level:
        had, has = since >> STEP * level, size >> STEP * level
        for number in range(had // WIDTH, -(-has // WIDTH)):
            width = min(WIDTH, has - number * WIDTH)
            if number * WIDTH + width > had:
                yield Place(level, number, width)
        level += 1


def partial_places(size: int) -> Iterator[Place]:
    """The last tile of each level where it is not full."""
    level = 0
    while size >> STEP * level:
        number, width = divmod(size >> STEP * level, WIDTH)
        if width:
            yield Place(level, number, width)
        level += 1


def hashes_of(tile: bytes) -> list[bytes]:
    """A tile taken apart."""
    return [tile[at : at + HASH] for at in range(0, len(tile), HASH)]


def grow(size: int, edge: Mapping[int, bytes], added: Sequence[bytes]) -> list[Tile]:
    """The tiles that are new or wider when leaf hashes are added to a record of `size` leaves.

    `edge` holds the last tile of each level; a full one is a beginning of nothing and is passed
    over.
    """
    tiles: list[Tile] = []
    level, hashes = 0, list(added)
    while hashes:
        number, width = divmod(size >> STEP * level, WIDTH)
        data = edge[level][: width * HASH] if width else b""
        data += b"".join(hashes)
        cut = [data[at : at + FULL] for at in range(0, len(data), FULL)]
        tiles += (Tile(level, number + place, piece) for place, piece in enumerate(cut))
        hashes = [perfect_root(hashes_of(piece)) for piece in cut if len(piece) == FULL]
        level += 1
    return tiles


def edge_of(tiles: Sequence[Tile], before: Mapping[int, bytes]) -> dict[int, bytes]:
    """The last tile of each level after `tiles` have been added."""
    return dict(before) | {tile.level: tile.hashes for tile in tiles}


def root(size: int, edge: Mapping[int, bytes]) -> bytes:
    """The root of a record, from the last tile of each level."""
    found = None
    level = 0
    while size >> STEP * level:
        width = (size >> STEP * level) % WIDTH
        hashes = hashes_of(edge[level][: width * HASH]) if width else []
        while hashes:
            last = len(hashes) & -len(hashes)
            part = perfect_root(hashes[-last:])
            found = part if found is None else node_hash(part, found)
            del hashes[-last:]
        level += 1
    return EMPTY if found is None else found


def needed_for_inclusion(index: int, size: int) -> set[tuple[int, int]]:
    """Level and number of the tiles that hold the proof of one leaf: its own and the last ones."""
    needed = set()
    level = 0
    while size >> STEP * level:
        needed.add((level, index >> STEP * (level + 1)))
        needed.add((level, ((size >> STEP * level) - 1) // WIDTH))
        level += 1
    return needed


def stored_by(tile: Callable[[int, int], bytes]) -> Callable[[int, int], bytes]:
    """`stored` of the tree, read from tiles by level and number."""

    def stored(level: int, index: int) -> bytes:
        tile_level, rest = divmod(level, STEP)
        first = index << rest
        number, start = divmod(first, WIDTH)
        hashes = tile(tile_level, number)[start * HASH : (start + (1 << rest)) * HASH]
        if len(hashes) != HASH << rest:
            raise LookupError(f"tile {number} of level {tile_level} is too short")
        return perfect_root(hashes_of(hashes))

    return stored


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries of a tile in one file, each with its length in two bytes before it."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundle(data: bytes) -> list[bytes]:
    """The entries of a file; ValueError when it is cut short."""
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data) or at + 2 > len(data):
            raise ValueError("the bundle is cut short")
        entries.append(data[at + 2 : end])
        at = end
    return entries
