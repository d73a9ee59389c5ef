"""The data that ship with the service: the official territories and the demonstration network, as rows."""
