// Notes the day on which an import was undone; the import stays in the list.
// parameters: id, day
MATCH (i:Import {id: $id})
WITH i, properties(i) AS before
SET i.undoneOn = $day
RETURN [['node', labels(i), before, properties(i)]]
