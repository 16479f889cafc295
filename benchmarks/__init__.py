"""How much is gained by what, as ratios."""
