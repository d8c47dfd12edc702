"""Tables of one's own: a CSV file that CSVW metadata describes.

A subset of `Metadata Vocabulary for Tabular Data
<https://www.w3.org/TR/tabular-metadata/>`_ and of the minimal mode of `Generating RDF
from Tabular Data on the Web <https://www.w3.org/TR/csv2rdf/>`_. What is outside of it
is an error that names the place. Nothing is ever fetched.

The library csvw (PyPI) was looked at: it has no conversion to RDF, goes to the
network for what metadata refers to, and goes past rows that it cannot read.
"""
