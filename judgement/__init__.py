"""Judging statements, whatever their form: what in them cannot be, is doubtful, lies far away or will not count."""
