"""Rules for one engagement, need or plan: the days on which it counts, and its stages."""
