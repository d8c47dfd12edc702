"""Validation: what a release must be before it is published."""
