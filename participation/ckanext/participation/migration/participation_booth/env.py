from ckanext.egov.migrations import run

run("participation_booth")
