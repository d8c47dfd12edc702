"""From what was written to a workbench to files that the project can take."""
