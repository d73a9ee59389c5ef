"""Endpoints over HTTP: GraphQL, exports, checks of files, the console, metrics and health."""
