"""Signatures on paper: entered by one official, confirmed by another, counted apart.

They are never mixed with signatures that anybody can check in the public record; whether they count
for thresholds is a rule of the level, frozen with the others when a petition opens.
"""
