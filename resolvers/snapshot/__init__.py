"""The snapshot of the network in this process: what it holds, how it is read, and how it is kept up to date."""
