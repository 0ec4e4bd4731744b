"""Publishing open data: licence, schema, dictionary, validation, loading, preview."""
