"""The snapshot of the network in the process: what it holds, how it is read, and how it is kept true."""
