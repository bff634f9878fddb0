"""The bot: what is true, what may happen, what is said. It knows no platform."""
