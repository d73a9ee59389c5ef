"""Tests of the benchmarks: they compare equal answers, count what they lose, and belong to the cited version."""
