"""The wheel and the sdist: their build, their contents, and an installation without a checkout."""
