"""The booth itself: an asynchronous application with a database role that may only take acts.

From the socket inwards: `application` answers requests, `posted` reads what was sent, `desk`
gathers what arrives together, `clerk` settles a group in one transaction (`records` reads and
writes rows, `decisions` decides), `pages` say the outcome. Nothing here is logged about a person.
"""
