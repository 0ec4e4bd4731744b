"""How officials set a petition aside, stop it or take it down, always with a reason in public."""
