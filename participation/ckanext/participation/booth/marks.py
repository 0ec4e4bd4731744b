"""The marks in CKAN's frame page that the booth puts its own title and content for."""

TITLE = "[[booth:title]]"
CONTENT = "[[booth:content]]"
