// Notes that a person was forgotten: the random id of the node that stays, the day, and digests of the names with their
// salt; a person who is forgotten again keeps the earlier digests.
// parameters: id, day, salt, digests
MERGE (f:Forgotten {id: $id})
WITH f, properties(f) AS before
SET f.on = $day, f.salt = $salt,
  f.digests = coalesce(f.digests, []) + [d IN $digests WHERE NOT d IN coalesce(f.digests, [])]
RETURN [['record', 'Forgotten', CASE WHEN before.on IS NULL THEN null ELSE before END, properties(f)]]
