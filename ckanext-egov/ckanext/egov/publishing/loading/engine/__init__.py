"""The loading engine: a file goes in, a typed DataStore table comes out. No CKAN in here.

It runs in a short process of its own (`python -m …engine`), so that its memory ends with
it and a file that breaks the reader cannot take the worker along.
"""
