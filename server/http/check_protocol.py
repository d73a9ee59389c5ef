"""What `/check` and its examiner, a process of its own, say to each other.

Rule: no more than words, so that the service need not load what reads files.
"""

REPORT = "report"
"""The answer asked for: the findings as JSON, and not a marked copy."""
UNREADABLE = 3
"""The exit code of a file that cannot be read."""
NOT_NOW = 4
"""The exit code of a file that could not be examined now."""
