"""Official registers: read, checked, kept, and written as statements."""
