"""Releases: build one, open one, move to the newest.

A release is a folder that never changes::

    releases/<id>/
        MANIFEST.json           inputs and their hashes, versions, counts
        store/                  the Oxigraph store, optimized
        search.sqlite           what people look for, by name and identifier
        tsunagari.nq            the named graphs, sorted N-Quads
        tsunagari.ttl           the merge, sorted Turtle
        void.ttl                the graph that describes the data set
        validation-report.ttl   the SHACL report
        validation-report.txt   the same with the hygiene findings, for reading
    releases/current            a link to the release in force

With registers the dumps are kept packed (``tsunagari.nq.gz``); see
:mod:`~tsunagari.release.dumps`.
"""
