"""Questions in own words, and what must come of them."""
