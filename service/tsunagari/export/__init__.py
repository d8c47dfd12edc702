"""What is in the graph, in the forms that other tools read."""
