"""The pages as a real browser shows them; see README, "Tests in a browser"."""
