"""Compares the service with others that answer the same questions from the same database; nothing here is a test."""
