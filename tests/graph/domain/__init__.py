"""Tests of `graph.domain`, without a database."""
