"""The settings of a board by which a later run knows whether, and how, it can go on with it."""

__all__ = ["CHANGES", "EDITED", "SEEDS", "TRANSCRIBED_BY"]

TRANSCRIBED_BY = "transcribed_by"
"""The transcriber's fingerprint once the recording has been heard to its end."""
SEEDS = "seeds"
"""The panels' seeds in the order in which they came, each with a checksum of its first words."""
CHANGES = "changes"
"""How many prompts and edits the board came of."""
EDITED = "edited"
"""That the board was edited by hand, which a run mustn't undo."""
