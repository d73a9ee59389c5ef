"""The service: settings, the application, HTTP endpoints and the command line."""
