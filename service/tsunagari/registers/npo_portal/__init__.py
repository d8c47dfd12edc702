"""Specified non-profit corporations: the Cabinet Office's NPO portal."""
