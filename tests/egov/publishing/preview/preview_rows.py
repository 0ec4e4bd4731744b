"""The rows of the table that the tests of the preview look at."""

ROWS = 260
FIELDS = [
    {"id": "city", "type": "text"},
    {"id": "amount", "type": "numeric", "info": {"label": "Amount of money"}},
    {"id": "day", "type": "date"},
    {"id": "active", "type": "bool"},
    {"id": "odd % name, with; marks", "type": "text"},
    {"id": "details", "type": "json"},
]
CITIES = ["Nukus", "Qoʻqon", "Urgench"]


def record(number):
    """The row with that number, counted from 0."""
    return {
        "city": CITIES[number % 3],
        "amount": None if number % 10 == 0 else number * 1.5,
        "day": f"2026-{number % 12 + 1:02}-01",
        "active": number % 2 == 0,
        "odd % name, with; marks": "=1+1" if number else "long words " * 30,
        "details": {"n": number},
    }
