"""The doors: each turns a platform's events into Inbounds and Says into that platform's messages."""
