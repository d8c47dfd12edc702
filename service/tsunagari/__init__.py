"""Tsunagari: a knowledge graph of the social and solidarity economy.

The rooms, from the top of the house to the bottom; imports point down only::

    cli, web                        the two faces
    release                         build a release, open one, move to the newest
    countries                       the files of another country, from templates
    validation                      a capability; it does not know the faces
    graph   entailment   sparql     RDF in files, RDF in logic, RDF in engines
    resources, config, namespaces, errors
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
