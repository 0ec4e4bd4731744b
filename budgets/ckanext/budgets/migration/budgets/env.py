from ckanext.egov.migrations import run

run("budgets")
