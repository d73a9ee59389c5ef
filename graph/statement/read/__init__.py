"""Statements that answer queries: nodes, filters, orders, pages, facets, totals and computed fields."""
