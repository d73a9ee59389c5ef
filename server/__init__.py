"""The service: HTTP, settings, logs and the `cinqaxes` command."""
