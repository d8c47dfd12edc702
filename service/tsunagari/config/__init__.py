"""Settings: what they are (table), how they are read, and what is in force.

A setting comes from the command line, else from the environment (its name in
capitals after ``TSUNAGARI_``), else from the file ``tsunagari.toml``, else from
the default in the table.
"""

from tsunagari.config.settings import Settings
from tsunagari.config.table import SETTINGS, Setting
from tsunagari.config.texts import Peer

__all__ = ["SETTINGS", "Peer", "Setting", "Settings"]
