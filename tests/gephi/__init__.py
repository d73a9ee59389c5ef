"""Exported networks, opened by Gephi's own toolkit; a missing JDK or Maven fails."""
