"""Search for people: a page of hits with facets, and suggestions while they type."""
