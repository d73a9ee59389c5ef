"""The container image, built as operators build it and started beside a real Neo4j."""
