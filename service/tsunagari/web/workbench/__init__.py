"""The face of a workbench: writing over HTTP, its history, checks of a graph."""
