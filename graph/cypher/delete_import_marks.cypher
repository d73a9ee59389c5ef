// Deletes the marks of an import on the nodes it stated.
// parameters: id
MATCH (:Import {id: $id})<-[r:IMPORTED_BY]-()
DELETE r
