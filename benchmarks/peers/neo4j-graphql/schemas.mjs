// The network as a user of @neo4j/graphql declares it, twice: with interfaces, as its manual models kinds that share
// fields, and flat, without them, as one does once interfaces prove slow.

const readOnly = `
  extend schema @mutation(operations: []) @subscription(events: [])

  type EngagedIn @relationshipProperties {
    roles: [String!]!
  }

  type Source @node {
    kind: String!
  }

  type StatedBy @relationshipProperties {
    confirmedOn: Date
  }

  type Axis @node {
    number: Int!
    value: String!
  }

  type Territory @node {
    id: ID!
    name: String!
    label: String!
    kind: String!
    code: String!
    population: Int
    startsOn: Date
    endsOn: Date
    parents: [Territory!]! @relationship(type: "PART_OF", direction: OUT)
    children: [Territory!]! @relationship(type: "PART_OF", direction: IN)
    overlaps: [Territory!]! @relationship(type: "OVERLAPS", direction: OUT, queryDirection: UNDIRECTED)
    sameGround: [Territory!]! @relationship(type: "SAME_GROUND", direction: OUT, queryDirection: UNDIRECTED)
    leads: [Institution!]! @relationship(type: "LED_BY", direction: OUT)
    engagements: [Engagement!]! @relationship(type: "TARGETS", direction: IN)
  }
`;

const KINDS = ["Action", "Diagnostic", "TrainingSession", "TerritorialPlan", "Commitment"];

const engagementFacts = `
    id: ID!
    title: String!
    startsOn: Date!
    endsOn: Date
    status: String!
    countsFrom: Date
    countsUntil: Date
    deliveredOn: Date
    confirmedOn: Date`;

const engagementLinks = `
    axes: [Axis!]! @relationship(type: "ON_AXIS", direction: OUT)
    territories: [Territory!]! @relationship(type: "TARGETS", direction: OUT)
    sources: [Source!]! @relationship(type: "STATED_BY", direction: OUT, properties: "StatedBy")
    actors: [Actor!]! @relationship(type: "ENGAGED_IN", direction: IN, properties: "EngagedIn")`;

const actorFacts = `
    id: ID!
    name: String! @alias(property: "publicName")`;

const governing = `
    governs: [Territory!]! @relationship(type: "GOVERNS", direction: OUT)`;

const actorLinks = `
    engagements: [Engagement!]! @relationship(type: "ENGAGED_IN", direction: OUT, properties: "EngagedIn")`;

const interfaces = `
  interface Engagement {${engagementFacts}
    axes: [Axis!]! @declareRelationship
    territories: [Territory!]! @declareRelationship
    sources: [Source!]! @declareRelationship
    actors: [Actor!]! @declareRelationship
  }

  interface Actor {
    id: ID!
    name: String!
    engagements: [Engagement!]! @declareRelationship
  }

  type Institution implements Actor @node(labels: ["Actor", "Institution"]) {${actorFacts}
    kind: String!${governing}${actorLinks}
  }

  type Trainer implements Actor @node(labels: ["Actor", "Trainer"]) {${actorFacts}${actorLinks}
  }
${KINDS.map(
  (kind) => `
  type ${kind} implements Engagement @node(labels: ["Engagement", "${kind}"]) {${engagementFacts}${engagementLinks}
  }
`,
).join("")}`;

// The kinds are separate types that have only an id, which is enough to count them.
const flat = `
  type Engagement @node {${engagementFacts}${engagementLinks}
  }

  type Actor @node {${actorFacts}
    kind: String${actorLinks}
  }

  type Institution @node(labels: ["Actor", "Institution"]) {${actorFacts}
    kind: String!${governing}${actorLinks}
  }
${KINDS.map(
  (kind) => `
  type ${kind} @node {
    id: ID!
  }
`,
).join("")}`;

export const schemas = { interfaces: readOnly + interfaces, flat: readOnly + flat };
