// statement 1 of 1
// parameters: {"p0": "2020-01-01"}
RETURN [[COUNT { MATCH (n1:Engagement:PlanAction) RETURN DISTINCT n1 }], [COUNT { MATCH (n3:Engagement:Diagnostic) RETURN DISTINCT n3 }], [COUNT { MATCH (n5:Engagement:Diagnostic) WHERE n5.deliveredOn >= $p0 RETURN DISTINCT n5 }], [COUNT { MATCH (n7:Engagement:TrainingSession) RETURN DISTINCT n7 }], [COUNT { MATCH (n9:Engagement:TerritorialPlan) RETURN DISTINCT n9 }], [COUNT { MATCH (n11:Engagement:Commitment) RETURN DISTINCT n11 }]] AS answer
