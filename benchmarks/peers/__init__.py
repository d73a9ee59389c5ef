"""Compares the service with others that answer the same queries from the same database; nothing here is a test."""
