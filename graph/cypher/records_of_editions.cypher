// The packed parts of the change sets, in order, of all imports that are not undone of a series, « » for none; then those
// of all files of a name.
// parameters: name, series
MATCH (i:Import)
WHERE i.undoneOn IS NULL AND CASE $series WHEN '' THEN i.fileName = $name ELSE i.series = $series END
MATCH (r:ImportRecord {import: i.id})
WITH r ORDER BY r.import, r.part
RETURN collect(r.packed)
