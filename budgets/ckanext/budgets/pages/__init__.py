"""Pages of budgets: where the money goes, drawn on the server, each picture beside its table."""
