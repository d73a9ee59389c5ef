"""The service compared with the oracle, on random networks.

Rule: a network is loaded once and asked many questions; the expected answers come from `tests.oracle` alone.
"""
