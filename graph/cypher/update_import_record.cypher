// Replaces the packed text of a record, to erase a forgotten person from it.
// parameters: id, part, packed
MATCH (r:ImportRecord {import: $id, part: $part})
WITH r, properties(r) AS before
SET r.packed = $packed
RETURN [['record', 'ImportRecord', before, properties(r)]]
