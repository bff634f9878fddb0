"""Use cases: each one reads, decides and returns a Change. None of them writes."""
