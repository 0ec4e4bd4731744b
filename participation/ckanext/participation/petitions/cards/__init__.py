"""A card for those who share a petition, and a poster for a wall: drawn here, in their language."""
