"""RDF documents that strangers send: their syntaxes, and what is looked at first.

Nothing here knows an engine. An engine's parser gets the text that
:func:`text_guard` gives back, and nothing else.
"""

from tsunagari.sparql.documents.document import Document
from tsunagari.sparql.documents.guard import text_guard
from tsunagari.sparql.documents.syntaxes import SYNTAXES, Syntax, shown, syntax_of

__all__ = ["SYNTAXES", "Document", "Syntax", "shown", "syntax_of", "text_guard"]
