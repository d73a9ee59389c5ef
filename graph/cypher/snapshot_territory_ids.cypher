// The ids of the territories of the snapshot, in no order.
MATCH (t:Territory)
RETURN collect(t.id)
