"""Linking other people's graphs to ours: bodies, legal forms and concepts.

Identifiers come first, then names in any script, place and kind. A link is a proposal
with its evidence; people decide, and their decisions are kept. Nothing is fetched but
the pages of an endpoint that was named.
"""
