"""Countries: the files of one are laid out from templates, and named by their code."""
