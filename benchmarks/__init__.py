"""Measures the service on a made-up national network; nothing here is a test."""
