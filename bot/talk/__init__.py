"""Conversations: what to answer, and what to do about it."""
