"""Keys in files of their own, and what is sealed with them so that it can be destroyed."""
