"""Preview of a resource: a table, a chart and a map, drawn on the server."""
