// Deletes the records of an import, which only its undo needs.
// parameters: id
MATCH (r:ImportRecord {import: $id})
DELETE r
