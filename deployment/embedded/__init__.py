"""One machine, no Docker: every service as a process of one supervisor."""
