"""Work that waits: jobs that run outside a page, and what a post has to do."""
