// Adds a record of an import: one packed part of its change set. A long change set has several parts, since the size of
// a message to the database is limited.
// parameters: id, part, packed
CREATE (r:ImportRecord {import: $id, part: $part, packed: $packed})
RETURN [['record', 'ImportRecord', null, properties(r)]]
