"""The root fields: how each is planned; root fields that are planned alike share a module."""
