"""One module per root field: how it is planned."""
