// Replaces the packed text of a record, to erase a forgotten person from it.
// parameters: id, part, packed
MATCH (r:ImportRecord {import: $id, part: $part})
SET r.packed = $packed
