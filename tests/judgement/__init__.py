"""Tests that each problem of a statement is found by its rule and explained by its sentence."""
