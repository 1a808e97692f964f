"""What each page shows, decided without a window."""
