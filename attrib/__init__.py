"""Retrieval-augmented answers that show their sources."""
