"""Problems of statements: each by its rule and in its words."""
