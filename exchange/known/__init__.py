"""What a text in a cell may name: territories, actors, offers, sources, engagements, in the graph or in the file."""
