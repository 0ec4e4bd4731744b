"""What officials write down about a petition for each other: notes and tags. Never public."""
