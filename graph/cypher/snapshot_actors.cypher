// Actors as the process holds them: id, whether a trainer, the folded names that order them (for an officer, for
// anybody), the labels for both.
MATCH (a:Actor)
WITH a ORDER BY a.id
WITH collect([a.id, a:Trainer, a.nameKey, a.publicNameKey, a.label, a.publicLabel]) AS rows
UNWIND range(0, size(rows) - 1, 500) AS start
RETURN rows[start..start + 500]
