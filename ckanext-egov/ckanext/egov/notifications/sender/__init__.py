"""The process that sends what is in the outbox. It knows PostgreSQL and gateways, nothing of CKAN.

`python -m ckanext.egov.notifications.sender ckan.ini`

A message is claimed in one transaction (`sending`), handed to its gateway, and settled in the next
(`sent`, with its content wiped). A crash in between leaves `sending` rows of a sender that is no
longer alive; they become `unknown`: perhaps sent, perhaps not, and never sent again unless an
operator says so. Several senders may run beside each other.
"""
