// Adds an import with all its stored properties, the property `label` and the folded keys included.
// parameters: id, properties
CREATE (i:Import {id: $id})
SET i += $properties
RETURN [['node', labels(i), null, properties(i)]]
