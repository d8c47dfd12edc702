"""SPARQL 1.1 Update: the text of a request, read into its operations."""
