// Deletes the marks of an import on the nodes it stated.
// parameters: id
MATCH (i:Import {id: $id})<-[r:IMPORTED_BY]-(n)
WITH collect(r) AS marks, collect(['edge', type(r), n.id, i.id, properties(r), null]) AS entries
FOREACH (r IN marks | DELETE r)
RETURN entries
