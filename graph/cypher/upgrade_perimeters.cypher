// The ids of the contracts whose perimeter an officer gave, as version 2 of the model says it.
MATCH (c:CityContract)
WHERE c.perimeter = 'KNOWN'
RETURN collect(c.id)
