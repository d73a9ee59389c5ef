"""The cinqaxes command."""
