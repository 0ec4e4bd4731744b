"""A petition's count for pages of others: a few bytes of JSON, and a counter in a frame."""
