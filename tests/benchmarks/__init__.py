"""Benchmarks: run on demand, printed as ratios, never part of the tests."""
