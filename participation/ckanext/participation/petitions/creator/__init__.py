"""What the creator of a petition does without an account: see it through, and add to it."""
