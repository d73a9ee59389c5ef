// Says that an officer gave the perimeters of these contracts.
// parameters: ids
UNWIND $ids AS id
MATCH (c:Territory:CityContract {id: id})
SET c.perimeter = 'STATED'
