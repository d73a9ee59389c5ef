// Adds an import with its properties, labels and keys included.
// parameters: id, properties
CREATE (i:Import {id: $id})
SET i += $properties
RETURN [['node', labels(i), null, properties(i)]]
