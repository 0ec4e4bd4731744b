"""Sponsors: a few people who stand behind a petition before a moderator looks at it."""
