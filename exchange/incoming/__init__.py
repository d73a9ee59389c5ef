"""Turns a file into changes: finds its lines, identifies them, reads their cells and compares them with the graph."""
