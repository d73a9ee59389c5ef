"""The benchmarks themselves: they compare what is equal, count what they lose, and are of the version cited."""
