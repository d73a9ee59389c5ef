"""What is wrong with statements: every problem, by its rule and in its words."""
