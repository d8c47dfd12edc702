"""Subsidies of ministries to public interest corporations: the table of jNPO."""
