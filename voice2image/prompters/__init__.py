"""Prompters: segments in, one prompt a panel out."""
