"""Pages about the ontology: one for all of it, one for each module and each term.

Everything on them is read from the release: its ontology graph, the record of the
version (``versions/<version>.json``) and ``terms.json``.

pyLODE 3.4.1 was tried for this and is not used. Its one page had 757 kB; labels in
English, Japanese, kana and romanisation run together without a language tag, under
words that are English only; and it knows no modules, diagrams, shapes or counts. The
styles stand in the page, which our Content-Security-Policy forbids. To make that fit
would be to write it anew.
"""
