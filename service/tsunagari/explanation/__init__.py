"""Explanations: why a statement holds, down to the sentence in the source."""
