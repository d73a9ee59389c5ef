// Actors of the snapshot: id, whether it is a trainer, whether it is listed (an institution always is), folded name and
// label for an officer and for a visitor. For a trainer: affiliations, territories and qualifications with their days,
// and first and last day of availability. For an institution: seats and kind.
// parameters: ids
UNWIND $ids AS id
MATCH (a:Actor {id: id})
RETURN collect([a.id, a:Trainer, a:Institution OR coalesce(a.publicListing, false), a.nameKey, a.labelKey, a.publicNameKey, a.publicLabelKey,
  [(a)-[r:AFFILIATED_WITH]->(i:Institution) WHERE a:Trainer | [i.id, r.kind, toString(r.startsOn), toString(r.endsOn)]],
  [(a)-[r:INTERVENES_IN]->(t:Territory) | [t.id, toString(r.startsOn), toString(r.endsOn)]],
  [(a)-[r:QUALIFIED_FOR]->(o:Offer) | [o.id, toString(r.startsOn), toString(r.endsOn), r.issuer]],
  [(a)-[:BASED_IN]->(t:Territory) WHERE a:Institution | t.id], CASE WHEN a:Institution THEN a.kind END,
  toString(a.availableFrom), toString(a.availableUntil)])
