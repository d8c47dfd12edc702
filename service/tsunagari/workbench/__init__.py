"""The workbench: a dataset of one's own that can be written to, with its history."""
