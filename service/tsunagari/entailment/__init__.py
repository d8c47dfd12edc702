"""RDF in logic: what follows from a graph."""
