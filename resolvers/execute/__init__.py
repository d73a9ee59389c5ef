"""Running a planned root field: its context, its statement, and the objects and pages of its answer."""
