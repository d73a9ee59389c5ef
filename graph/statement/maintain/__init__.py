"""Statements that look after the graph: versions, upserts, stated facts, imports, audits."""
