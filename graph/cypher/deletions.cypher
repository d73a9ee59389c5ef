// The records of imports that hold deletions: the attribution of the file, packed part of its change set.
MATCH (r:ImportRecord)
WHERE r.deletes IS NOT NULL
RETURN collect([r.deletes, r.packed])
