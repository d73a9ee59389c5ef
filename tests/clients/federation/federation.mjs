// node federation.mjs URL: composes the service with small services of another team, queries them through the gateways of
// Apollo and Hive, and prints, as JSON, the answer of each gateway for each composition.

import { createServer } from 'node:http';
import { ApolloGateway } from '@apollo/gateway';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { graphql, parse } from 'graphql';

const [url] = process.argv.slice(2);

// The data of another team, which refers to bodies by SIREN, communes by code, and contracts by generation and code.
const visits = [
  {
    __typename: 'Visit',
    id: 'visit:1',
    day: '2026-03-02',
    body: { __typename: 'Institution', siren: '244400404' },
    place: { __typename: 'AdministrativeTerritory', kind: 'COMMUNE', code: '44109' },
    contract: { __typename: 'CityContract', generation: '2024-2030', code: 'CN04403I' },
  },
  {
    __typename: 'Visit',
    id: 'visit:2',
    day: '2026-03-09',
    body: { __typename: 'Institution', siren: '000000000' },
    place: { __typename: 'AdministrativeTerritory', kind: 'DEPARTEMENT', code: '2A' },
    contract: { __typename: 'CityContract', generation: '2024-2030', code: 'CN04401I' },
  },
];
// The schema of any other Relay service, which has its own `node` field.
const otherSdl = (marks) => `
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
    node(id: ID!): Node ${marks}
    nodes(ids: [ID!]!): [Node]! ${marks}
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
const NODE = '{ own: node(id: "visit:2") { __typename id ... on Visit { day } } nobody: node(id: "visit:3") { id } }';
const NODES = `{
  own: node(id: "visit:2") { __typename id ... on Visit { day } }
  body: node(id: "institution:244400404") { __typename id ... on Institution { label } }
  contract: node(id: "contract:2024:CN04403I") { __typename id ... on CityContract { label leads { siren label } } }
  nobody: node(id: "visit:3") { id } }`;
// The schema of docs/operations.md, whose `node` field finds our nodes too: it declares our kinds, and asks our service
// for the kind of an id.
const NODE_SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
  interface Node { id: ID! }
  type Query { node(id: ID!): Node }
  type Visit implements Node @key(fields: "id") { id: ID!, day: String! }
  type Institution implements Node @key(fields: "id") { id: ID! }
  type CityContract implements Node @key(fields: "id") { id: ID! }
`;

const WHICH = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const own = (id) => visits.find((visit) => visit.id === id);
const nodeOfTheirs = (_, { id }) => own(id) ?? null;
const nodeOfAll = async (_, { id }) => own(id) ?? (await ask(url, WHICH, { id })).data.node;

async function ask(at, query, variables = {}) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(at, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return response.json();
}

async function listening(schema) {
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const { query, variables } = JSON.parse(text);
    const answer = await graphql({ schema, source: query, variableValues: variables });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

async function throughApollo(supergraphSdl, query) {
  const apollo = new ApolloGateway({ supergraphSdl });
  const { executor } = await apollo.load();
  const answered = await executor({
    document: parse(query),
    request: { query, variables: {}, http: { headers: new Map() } },
    queryHash: '',
    operationName: null,
    operation: parse(query).definitions[0],
    cache: { get: async () => undefined, set: async () => undefined },
    context: {},
    metrics: {},
    source: query,
    schema: undefined,
  });
  await apollo.stop();
  return answered;
}

async function throughHive(supergraphSdl, query) {
  const hive = createGatewayRuntime({ supergraph: supergraphSdl, logging: false });
  const response = await hive.fetch('http://localhost/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const answered = await response.json();
  await hive[Symbol.asyncDispose]();
  return answered;
}

// Composes our service with one of another team, and queries both gateways.
async function composed(sdl, otherSdl, resolvers, query) {
  const typeDefs = parse(otherSdl);
  const other = await listening(buildSubgraphSchema([{ typeDefs, resolvers }]));
  const otherUrl = `http://127.0.0.1:${other.address().port}/graphql`;
  const { errors, supergraphSdl } = composeServices([
    { name: 'cinqaxes', url, typeDefs: parse(sdl) },
    { name: 'visits', url: otherUrl, typeDefs },
  ]);
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  const apollo = await throughApollo(supergraphSdl, query);
  const hive = await throughHive(supergraphSdl, query);
  other.close();
  return { apollo, hive };
}

const { sdl } = (await ask(url, '{ _service { sdl } }')).data._service;
const queries = { visits: () => visits };
const report = {
  entities: await composed(sdl, otherSdl(''), { Query: { ...queries, node: nodeOfTheirs } }, QUESTION),
  shared: await composed(sdl, otherSdl('@shareable'), { Query: { ...queries, node: nodeOfTheirs } }, NODE),
  whole: await composed(sdl, NODE_SDL, { Query: { node: nodeOfAll } }, NODES),
};
process.stdout.write(JSON.stringify(report));
process.exit(0);
