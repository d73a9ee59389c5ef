"""Tests of the benchmarks: the servers give equal answers, failures are counted, and cited reports are current."""
