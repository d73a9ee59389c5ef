// Notes the day on which an import was taken back in part; the import stands.
// parameters: id, day
MATCH (i:Import {id: $id})
WITH i, properties(i) AS before
SET i.takenBackOn = $day
RETURN [['node', labels(i), before, properties(i)]]
