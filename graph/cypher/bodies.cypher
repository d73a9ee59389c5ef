// Institutions with one of these ids or SIREN: id, SIREN, SIRET and the body of which each is an establishment.
// parameters: ids, sirens
MATCH (i:Institution)
WHERE i.id IN $ids OR substring(coalesce(i.siren, i.siret, ''), 0, 9) IN $sirens
RETURN collect([i.id, i.siren, i.siret, head([(i)-[:ESTABLISHMENT_OF]->(b:Institution) | b.id])])
