// The folded title of every engagement, each once.
MATCH (n:Engagement)
RETURN collect(DISTINCT n.titleKey)
