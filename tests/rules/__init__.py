"""The house's own rules, as checks that can fail."""
