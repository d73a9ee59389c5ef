"""A selection and the shape become one statement and the projector of its answer: pure, no file, clock or socket."""
