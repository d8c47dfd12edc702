"""RDF in files: reading the sources, and what a source must be."""
