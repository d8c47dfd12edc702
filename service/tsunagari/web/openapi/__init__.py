"""What the interface offers to programs, in the terms of OpenAPI."""
