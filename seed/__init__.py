"""The data that the service brings: the official territories and the demonstration network, as rows."""
