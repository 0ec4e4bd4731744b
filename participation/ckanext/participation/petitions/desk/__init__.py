"""The desk of officials: what waits for them, in the order in which it must be done."""
