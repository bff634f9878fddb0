"""Matching measured: a country of synthetic volunteers, requests from among them, and what others would do instead."""
