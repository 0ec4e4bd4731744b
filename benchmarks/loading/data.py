"""A file of a million rows with the types that official data have; the same at each run."""

from pathlib import Path

ROWS = 1_000_000
HEADINGS = "id,code,amount,day,moment,active,region,soato,persons,name,rate,note"
REGIONS = ("Toshkent", "Samarqand", "Buxoro", "Fargʻona", "Наманган", "Xorazm", "Қашқадарё")


def write(path: Path, rows: int = ROWS) -> None:
    """Write `rows` rows of 12 columns."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADINGS + "\n")
        state = 12345
        for number in range(rows):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            file.write(_row(number, state >> 7))


def _row(number: int, seed: int) -> str:
    day = f"{2000 + seed % 25}-{1 + seed % 12:02}-{1 + seed % 28:02}"
    clock = f"{seed % 24:02}:{seed % 60:02}:{(seed >> 3) % 60:02}"
    note = f"note {seed % 77}" if seed % 10 else ""
    return (
        f"{number},{1_000_000 + seed % 9_000_000},{seed % 100_000 / 100:.2f},{day},{day} {clock},"
        f"{'true' if seed & 1 else 'false'},{REGIONS[seed % 7]},{seed % 9000:05},{seed % 1000},"
        f"Item number {seed % 5000} of the list,{seed / 1000:.3f},{note}\n"
    )
