"""Rules of the field that hold for one engagement: the days on which it counts, and the stages of a plan."""
