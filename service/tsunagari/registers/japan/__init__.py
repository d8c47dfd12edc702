"""What the readers of Japan's registers share: how bodies and places are numbered."""
