"""The rules of the domain, without I/O: reach, coverage, mobilised and mobilisable actors, networks, search."""
