// The packed parts of the change sets of all imports of a file name that are not undone, in order.
// parameters: name
MATCH (i:Import {fileName: $name})
WHERE i.undoneOn IS NULL
MATCH (r:ImportRecord {import: i.id})
WITH r ORDER BY r.import, r.part
RETURN collect(r.packed)
