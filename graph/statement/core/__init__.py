"""What every statement is made of: selections, runs, the writer of texts, and projections of rows."""
