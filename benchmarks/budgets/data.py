"""A budget of so many amounts; the same at each run."""

from pathlib import Path

NAME = "budget"
HEADINGS = "year,phase,direction,department_code,department,function,amount"
PHASES = ("proposed", "approved", "adjusted", "executed")
FUNCTIONS = ("07.1", "07.2", "07.3", "09.1", "09.2", "09.4", "10.2", "10.4", "05.1", "03.3", "04.5")
DEPARTMENTS = 300
COLUMN_TYPES = {
    "year": "date:fiscal-year",
    "phase": "phase:id",
    "direction": "direction",
    "department_code": "administrative-classification:generic:level1:code",
    "department": "administrative-classification:generic:level1:label",
    "function": "functional-classification:cofog:group:code",
    "amount": "value",
}


def write(path: Path, rows: int) -> None:
    """Write so many rows, each one amount."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADINGS + "\n")
        state = 12345
        for number in range(rows):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            file.write(_row(number, state >> 7))


def _row(number: int, seed: int) -> str:
    department = seed % DEPARTMENTS
    return (
        f"{2010 + seed % 14},{PHASES[number % 4]},expenditure,{department:03},"
        f"Department number {department},{FUNCTIONS[seed % len(FUNCTIONS)]},"
        f"{seed % 10_000_000 / 100:.2f}\n"
    )
