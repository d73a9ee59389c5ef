"""Statements that answer questions: nodes, filters, orders, pages, facets, totals and computed fields."""
