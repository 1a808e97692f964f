"""View models: what a page shows, computed from a conversation by pure functions. One module a page."""
