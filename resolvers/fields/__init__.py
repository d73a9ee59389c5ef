"""One module a root field: how it is planned."""
