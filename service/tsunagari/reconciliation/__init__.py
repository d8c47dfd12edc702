"""The `Reconciliation Service API 0.2
<https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/>`_.

Somebody's table has names; we say which of our things may be meant, and how sure that
is. A match is announced only where an identifier says so, or a name that nothing else
bears. Where things are looked up, and how requests come in, is not known here: what
looks them up is a :class:`~tsunagari.reconciliation.model.Lookup`.
"""
