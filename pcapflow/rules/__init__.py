"""The catalogue: one rule a file, found because it is there."""
