"""Parts of the budget benchmark: the file, the loading process, the tables that are compared."""
