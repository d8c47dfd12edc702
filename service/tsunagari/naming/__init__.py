"""Names of bodies and places: read, turned into Latin letters, compared.

What names are read with is data: ``graph_data/linking/general.toml`` for all countries,
``linking.toml`` beside the data of each. Who links graphs, looks bodies up by name or
matches tables compares names here, so that all of them mean the same by "alike".
"""
