"""The web door: a chat page a council can link to, the demo page, and the way in for platforms' webhooks."""
