"""Export formats: a board in, a file out."""
