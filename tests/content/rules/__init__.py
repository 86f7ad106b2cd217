"""Rules on the writing: one module each, with ``problems(guide)`` that yields a Problem for every breach.

The contract (headings, cards, sources, names, links) is in overrides/hooks/contract.py, because it stops the build.
"""
