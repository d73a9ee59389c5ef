// The packed parts of the change set of one import, in order.
// parameters: id
MATCH (r:ImportRecord {import: $id})
WITH r ORDER BY r.part
RETURN collect(r.packed)
