"""The core of every statement: selections, runs, the writer of texts, and projections of rows."""
