"""Schemas of datasets and bodies (scheming YAML), their validators and rules."""
