"""Components: pure functions and template parts that every audience's pages are made of."""
