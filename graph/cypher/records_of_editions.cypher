// The packed parts, in order, of the change sets of all imports of a series that are not undone; if the series is
// empty, of all imports of files with this name.
// parameters: name, series
MATCH (i:Import)
WHERE i.undoneOn IS NULL AND CASE $series WHEN '' THEN i.fileName = $name ELSE i.series = $series END
MATCH (r:ImportRecord {import: i.id})
WITH r ORDER BY r.import, r.part
RETURN collect(r.packed)
