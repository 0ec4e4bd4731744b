from ckanext.egov.migrations import run

run("egov_schedule")
