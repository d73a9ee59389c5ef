// @neo4j/graphql behind GraphQL Yoga, as both manuals set them up; PEER_SCHEMA says which of the two schemas is served.
// Statements are counted where the library sends them, at the transaction, and the count is served at /statements.

import { createServer } from "node:http";

import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";

import { schemas } from "./schemas.mjs";

const { PEER_SCHEMA, PEER_URI, PEER_USER, PEER_PASSWORD, PEER_DATABASE, PEER_PORT } = process.env;

let statements = 0;

function counted(transaction) {
  const run = transaction.run.bind(transaction);
  transaction.run = (...parameters) => {
    statements += 1;
    return run(...parameters);
  };
  return transaction;
}

const driver = neo4j.driver(PEER_URI, neo4j.auth.basic(PEER_USER, PEER_PASSWORD));
const opened = driver.session.bind(driver);
driver.session = (settings) => {
  const session = opened(settings);
  const read = session.executeRead.bind(session);
  session.executeRead = (work, options) => read((transaction) => work(counted(transaction)), options);
  return session;
};

const schema = await new Neo4jGraphQL({ typeDefs: schemas[PEER_SCHEMA], driver }).getSchema();
await driver.verifyConnectivity();
const yoga = createYoga({
  schema,
  logging: "error",
  graphiql: false,
  context: { executionContext: driver, sessionConfig: { database: PEER_DATABASE } },
});

const server = createServer((request, response) => {
  if (request.url === "/statements") {
    response.end(String(statements));
  } else {
    yoga(request, response);
  }
});
server.keepAliveTimeout = 600_000;
server.listen(Number(PEER_PORT), "127.0.0.1");

process.on("SIGTERM", async () => {
  server.closeAllConnections();
  server.close();
  await driver.close();
});
