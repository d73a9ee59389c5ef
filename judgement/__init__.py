"""Judges statements of any form: impossible or doubtful values, distant places, and facts that will not count."""
