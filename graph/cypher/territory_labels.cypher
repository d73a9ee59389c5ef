// Labels of territories: id and label.
// parameters: ids
UNWIND $ids AS id
MATCH (t:Territory {id: id})
RETURN collect([t.id, t.label])
