"""The service against the oracle, on random networks.

Rule: a network is loaded once and asked many questions; what is expected comes from `tests.oracle` alone.
"""
