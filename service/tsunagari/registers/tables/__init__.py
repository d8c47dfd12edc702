"""Tables of one's own: a CSV file that CSVW metadata describes.

A subset of `Metadata Vocabulary for Tabular Data
<https://www.w3.org/TR/tabular-metadata/>`_ and of the minimal mode of `Generating RDF
from Tabular Data on the Web <https://www.w3.org/TR/csv2rdf/>`_. What is outside of it
is an error that names the place. Nothing is ever fetched.

Where it is narrower than the standard, or other:

- one table; no foreign keys, no transformations, no ``ordered`` lists;
- subjects are IRIs: each column that states something has an ``aboutUrl``. Templates
  have names of columns and ``_name``, not the numbers of rows, which change with the
  file; a ``propertyUrl`` names one property;
- rows may not state axioms of RDF, RDFS and OWL;
- a row that breaks a rule is rejected, where the standard goes on with a text;
- lexical forms are those that a store keeps, and types derived from integer are
  stated as integers. There are no times without a day, durations, bytes and floats;
- a row that begins with ``#`` is rejected as a comment, unless ``commentPrefix`` is
  null;
- a header has one row at most, and ends of lines are those of RFC 4180.

The library csvw (PyPI) was looked at: it has no conversion to RDF, goes to the
network for what metadata refers to, and goes past rows that it cannot read.
"""
