"""The words that `/check` and its worker process exchange.

Nothing else stands here, so that the service does not load the readers of files.
"""

REPORT = "report"
"""The answer that holds the findings as JSON, and not a marked copy."""
UNREADABLE = 3
"""The exit code of a file that cannot be read."""
NOT_NOW = 4
"""The exit code of a file that could not be examined now."""
