// Deletes the records of an import, which only its undo needs.
// parameters: id
MATCH (r:ImportRecord {import: $id})
WITH collect(r) AS records, collect(['record', 'ImportRecord', properties(r), null]) AS entries
FOREACH (r IN records | DELETE r)
RETURN entries
