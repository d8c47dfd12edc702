"""Figures of the start page, drawn from the answers to stored queries.

Each module turns the rows of one query in ``queries/figure`` into what its template
draws: places, sizes and texts. Nothing of the figures is written down here but how
they are laid out.
"""
