"""Signing a petition: what is asked of who signs, and the pages for it."""
