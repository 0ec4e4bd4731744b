from ckanext.egov.migrations import run

run("budgets_publishing")
