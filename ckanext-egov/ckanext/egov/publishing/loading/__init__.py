"""Typed loading of tabular files into the DataStore.

`engine` reads, types and writes and knows nothing of CKAN; the modules beside it
are the CKAN side: jobs, actions, pages and the record of each load.
"""
