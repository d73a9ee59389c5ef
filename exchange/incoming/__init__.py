"""A file into statements: lines found, things identified, cells read, and all of it held against the graph."""
