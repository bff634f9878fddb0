"""What a message means and who should help. A leaf: it imports nothing else of ours."""
