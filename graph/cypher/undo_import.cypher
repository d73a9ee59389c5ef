// Notes the day on which an import was undone; the import stays in the list.
// parameters: id, day
MATCH (i:Import {id: $id})
SET i.undoneOn = $day
