// Deletes QPV that the demonstration made up in version 2 of the model.
// parameters: ids
UNWIND $ids AS id
MATCH (q:Territory {id: id})
DETACH DELETE q
