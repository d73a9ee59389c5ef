// Composes the service at an address with a small one of another team, and asks both through Apollo's gateway and Hive's:
// node federation.mjs URL. Prints JSON: the composed schema's length, and the answer of each gateway.

import { createServer } from 'node:http';
import { ApolloGateway } from '@apollo/gateway';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { graphql, parse } from 'graphql';

const [url] = process.argv.slice(2);

// What another team knows: bodies by SIREN, communes by their code, contracts by generation and code.
const visits = [
  {
    day: '2026-03-02',
    body: { __typename: 'Institution', siren: '244400404' },
    place: { __typename: 'AdministrativeTerritory', kind: 'COMMUNE', code: '44109' },
    contract: { __typename: 'CityContract', generation: '2024-2030', code: 'CN04403I' },
  },
  {
    day: '2026-03-09',
    body: { __typename: 'Institution', siren: '000000000' },
    place: { __typename: 'AdministrativeTerritory', kind: 'DEPARTEMENT', code: '2A' },
    contract: { __typename: 'CityContract', generation: '2024-2030', code: 'CN04401I' },
  },
];
const otherSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  interface Node { id: ID! }
  type PageInfo @shareable {
    hasNextPage: Boolean!, hasPreviousPage: Boolean!, startCursor: String, endCursor: String
  }
  type VisitEdge { node: Visit!, cursor: String! }
  type VisitConnection { pageInfo: PageInfo!, edges: [VisitEdge!]! }
  type Query {
    visits: [Visit!]!
    pages(first: Int): VisitConnection!
    node(id: ID!): Node @shareable
    nodes(ids: [ID!]!): [Node]! @shareable
  }
  type Visit implements Node @key(fields: "id") {
    id: ID!, day: String!, body: Institution, place: AdministrativeTerritory, contract: CityContract, session: TrainingSession
  }
  type TrainingSession @key(fields: "id") { id: ID! }
  type Institution @key(fields: "siren") { siren: String }
  enum TerritoryKind { COUNTRY REGION DEPARTEMENT EPCI EPT COMMUNE CITY_CONTRACT QPV }
  type AdministrativeTerritory @key(fields: "kind code") { kind: TerritoryKind!, code: String! }
  type CityContract @key(fields: "generation code") { generation: String!, code: String! }
`;
const QUESTION = `{ visits { day
  body { siren label engagements(first: 3) { totalCount nodes { id } } }
  place { code population coverage(asOf: "2026-11-25") { axis status } }
  contract { id label leads { siren label } } } }`;

const otherSchema = buildSubgraphSchema([{ typeDefs: parse(otherSdl), resolvers: { Query: { visits: () => visits } } }]);
const other = createServer(async (request, response) => {
  let text = '';
  for await (const part of request) text += part;
  const { query, variables } = JSON.parse(text);
  const answer = await graphql({ schema: otherSchema, source: query, variableValues: variables });
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
});
await new Promise((ready) => other.listen(0, '127.0.0.1', ready));
const otherUrl = `http://127.0.0.1:${other.address().port}/graphql`;

async function ask(at, query) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(at, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return response.json();
}

const { sdl } = (await ask(url, '{ _service { sdl } }')).data._service;
const { errors, supergraphSdl } = composeServices([
  { name: 'cinqaxes', url, typeDefs: parse(sdl) },
  { name: 'visits', url: otherUrl, typeDefs: parse(otherSdl) },
]);
if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));

const apollo = new ApolloGateway({ supergraphSdl });
const { executor } = await apollo.load();
const answered = await executor({
  document: parse(QUESTION),
  request: { query: QUESTION, variables: {}, http: { headers: new Map() } },
  queryHash: '',
  operationName: null,
  operation: parse(QUESTION).definitions[0],
  cache: { get: async () => undefined, set: async () => undefined },
  context: {},
  metrics: {},
  source: QUESTION,
  schema: undefined,
});

const hive = createGatewayRuntime({ supergraph: supergraphSdl, logging: false });
const response = await hive.fetch('http://localhost/graphql', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: QUESTION }),
});
const through = { apollo: answered, hive: await response.json() };
await hive[Symbol.asyncDispose]();
await apollo.stop();
other.close();
process.stdout.write(JSON.stringify({ composed: supergraphSdl.length, ...through }));
process.exit(0);
