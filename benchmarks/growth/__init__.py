"""Petitions of chosen sizes, and the clocks held against them."""
