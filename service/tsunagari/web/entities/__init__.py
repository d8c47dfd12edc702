"""A page about each thing of ours: what is said of it, and who says so."""
