"""The editor: the page where people write queries and look at their answers."""
