"""The stored queries: a list, a page of each with its form, and their answers."""
