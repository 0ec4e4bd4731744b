"""Each view of a budget: its numbers, its picture, its table, and the sentence they say."""
