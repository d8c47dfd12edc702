"""SHACL compiled: shapes become SPARQL queries, one for each constraint.

:mod:`~tsunagari.validation.compiled.reading` reads the shapes graph into the
classes of :mod:`~tsunagari.validation.compiled.model`; the modules named after
the groups of constraint components of the `recommendation
<https://www.w3.org/TR/shacl/#core-components>`_ say what each component is in
SPARQL; :mod:`~tsunagari.validation.compiled.queries` puts targets, paths and
constraints together; :mod:`~tsunagari.validation.compiled.running` asks the
engine, and :mod:`~tsunagari.validation.compiled.results` writes the report.

What a shape demands of a nested shape (``sh:node``, ``sh:not``, ``sh:or`` …)
becomes ``EXISTS`` in the very same query. The other way, sets of conforming
nodes that Python intersects, would carry each node that conforms out of the
engine, and in good data nearly all do; a query returns what is wrong and
nothing else. For the same reason one query with all constraints of a shape
finds the nodes that do not conform, and only these are asked about one by one.
"""
