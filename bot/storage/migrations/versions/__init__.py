"""One module for each revision.

A migration that has been released is never changed, and names its tables and types itself: what
``tables`` says today is not what it said then.
"""
