"""The National Tax Agency's corporate numbers: full and daily difference files."""
