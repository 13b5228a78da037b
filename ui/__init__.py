"""The command line, the page and the REST interface."""
