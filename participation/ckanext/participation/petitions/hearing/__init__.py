"""Public hearings: a body gives a petition its day, and everybody who follows hears of it."""
