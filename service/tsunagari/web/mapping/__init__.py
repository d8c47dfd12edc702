"""The map: tiles for the areas of countries, shaded by the organizations in them."""
