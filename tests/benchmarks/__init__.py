"""Benchmarks: run on demand, printed as ratios, never part of the tests.

    python -m tests.benchmarks                  all of them, then every target
    python -m tests.benchmarks.endpoint         queries over HTTP, against peers
    python -m tests.benchmarks.runaways         cheap queries beside endless ones
    python -m tests.benchmarks.crowd            two hundred clients for a minute
    python -m tests.benchmarks.start            from ``serve`` to the first answer
    python -m tests.benchmarks.servers          HTTP servers under one application
    python -m tests.benchmarks.reasoning        the next two, in one run
    python -m tests.benchmarks.closure          the closure, beside owlrl
    python -m tests.benchmarks.validation       the shapes, beside pyshacl

Markdown goes to standard output, progress to standard error; ``--help`` names
the options. Servers are started from the command line and asked over HTTP on
the loopback address, and all of them are stopped at the end.

Peers are found on the path or in the folder ``--peers``; those that are not
there are named as not measured:

    python -m pip install oxigraph "rdflib-endpoint[cli]"
    apt-get install virtuoso-opensource-7 wrk
    python -m pip install granian gunicorn "uvicorn[standard]" waitress

A machine is noisy: only ratios within one run count.
"""
