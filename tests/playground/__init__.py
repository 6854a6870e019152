"""Tests of the playground, over HTTP and WebSocket as its two sides use it."""
