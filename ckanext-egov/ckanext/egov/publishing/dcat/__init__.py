"""The portal's DCAT-AP 3 profile."""
