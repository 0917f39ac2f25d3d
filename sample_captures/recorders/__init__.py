"""Recorders of the sample captures: real programs talk in network namespaces, and tcpdump listens."""
