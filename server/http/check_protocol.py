"""The words that `/check`, its worker process and its clients exchange.

Nothing else stands here, so that the service does not load the readers of files.
"""

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REPORT = "report"
"""The answer that holds the findings as JSON, and not a marked copy."""
UNREADABLE = 3
"""The exit code of a file that cannot be read."""
NOT_NOW = 4
"""The exit code of a file that could not be examined now."""
