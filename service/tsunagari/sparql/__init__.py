"""RDF in engines: queries, the formats of answers, and who answers."""
