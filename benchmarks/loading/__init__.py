"""Parts of the loading benchmark: the file, the database, the peer."""
