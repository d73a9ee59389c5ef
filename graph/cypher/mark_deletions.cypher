// Notes that a record of an import holds deletions, with the attribution of its file.
// parameters: id, part, attribution
MATCH (r:ImportRecord {import: $id, part: $part})
WITH r, properties(r) AS before
SET r.deletes = $attribution
RETURN [['record', 'ImportRecord', before, properties(r)]]
