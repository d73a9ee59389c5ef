"""The constants that `/check`, its worker process and its clients share.

They are in a separate module so that the service does not load the file readers.
"""

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REPORT = "report"
"""The answer with the findings as JSON, as opposed to a marked copy."""
LANGUAGES = ("fr", "en")
"""The tags of the languages of a report, as in `exchange/languages/`; the first one is the default."""
UNREADABLE = 3
"""The exit code for a file that cannot be read."""
NOT_NOW = 4
"""The exit code for a file that could not be examined at the moment."""
