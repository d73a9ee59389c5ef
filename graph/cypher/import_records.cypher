// Every record of imports: id of the import, number of the part, packed part of its change set.
MATCH (r:ImportRecord)
RETURN collect([r.import, r.part, r.packed])
