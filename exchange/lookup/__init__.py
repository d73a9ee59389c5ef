"""Finding what a file names: territories, institutions, trainers and everything else, by number, id or name."""
