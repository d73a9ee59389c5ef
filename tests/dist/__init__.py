"""The wheel and the sdist: built, complete, and installed as somebody has them who has no checkout."""
