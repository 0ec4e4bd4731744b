"""The cube: facts of budgets as Parquet files, summed by DuckDB, exact and never twice."""
