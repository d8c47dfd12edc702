"""The search index of a release: a file of SQLite that things are found in by name.

``search.sqlite`` has what people look for (see ``shapes/search.toml``) with all names,
identifiers and what is said of it. It is written once, with the release, and only read
after that. Nothing here knows RDF, or who asks.
"""
