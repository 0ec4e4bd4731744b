"""The dataset type `budget`: a dataset whose resources say what their amounts are."""
