// The records of imports that hold deletions: attribution of the file, packed part of the change set.
MATCH (r:ImportRecord)
WHERE r.deletes IS NOT NULL
RETURN collect([r.deletes, r.packed])
