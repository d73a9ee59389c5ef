// Every person who was forgotten: id of the node that stays, day, salt and digests of the names.
MATCH (f:Forgotten)
RETURN collect([f.id, toString(f.on), f.salt, f.digests])
