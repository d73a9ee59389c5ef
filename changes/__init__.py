"""The one way to write: changes, what is derived from them, applying them, imports, undo and forgetting."""
