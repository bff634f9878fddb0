"""Tests prove behaviour with real parts: a real Redis, real processes, real HTTP."""
