"""What open-data portals and search engines are given.

A catalogue (``catalogue``) is written as DCAT-AP 3 (``dcat``) and as schema.org
(``schema_org``). Where the data is, and which release, is told by who asks.
The mappings to other vocabularies are written as SSSOM (``sssom``).
"""
