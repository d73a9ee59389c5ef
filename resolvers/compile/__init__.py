"""From a document to selections: parsing, limits, prices, lifting literals, and collecting fields."""
