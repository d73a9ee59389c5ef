"""From a document to selections: parsing, limits, prices, literals, and collecting fields."""
