"""The web face: Flask, and nothing of Flask elsewhere."""
