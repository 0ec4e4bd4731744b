"""The demo portal: real data published through the portal's own actions (`ckan egov-demo`)."""
