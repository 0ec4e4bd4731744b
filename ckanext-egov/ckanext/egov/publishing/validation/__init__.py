"""Do the data keep what their dictionary says? Checked in the worker, row by row."""
