// The records of all imports: id of the import, number of the part, packed part of the change set.
MATCH (r:ImportRecord)
RETURN collect([r.import, r.part, r.packed])
