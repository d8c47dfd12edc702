"""What can be said of a graph that somebody brings, without storing it.

The posted graph is held beside what is known already: the ontology with its
vocabularies and, if one is given, a dataset. Four things are said of it: what the
shapes find, what follows or contradicts, how many instances each class gets, and
which links the linker proposes. See :mod:`~tsunagari.workbench.checking.beside`.
"""
