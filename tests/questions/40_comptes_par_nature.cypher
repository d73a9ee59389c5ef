// statement 1 of 1
// parameters: {"p0": "2020-01-01"}
RETURN [COUNT { (:Action) }, COUNT { (:Diagnostic) }, COUNT { MATCH (n5:Engagement:Diagnostic) WHERE n5.deliveredOn >= $p0 }, COUNT { (:TrainingSession) }, COUNT { (:TerritorialPlan) }, COUNT { (:Commitment) }] AS answer
