"""Where a person confirms and acts. `service` runs beside CKAN and imports nothing of it."""
