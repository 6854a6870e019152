"""The playground's page in a real browser, with a small bot of its own behind it."""
