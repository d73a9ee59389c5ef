// node fallback.mjs URL: sends automatic persisted queries with Apollo Client and urql, and a batch with Apollo Client;
// prints the data or the error that each client returns, as JSON.
import { createHash } from 'node:crypto';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { BatchHttpLink } from '@apollo/client/link/batch-http';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';

const [url] = process.argv.slice(2);
const text = 'query Names { vocabularies(names: ["Axis"]) { name } }';
const other = 'query Total { territories { totalCount } }';
const sha256 = async (document) => createHash('sha256').update(document).digest('hex');

const persisted = new PersistedQueryLink({ sha256 }).concat(new HttpLink({ uri: url }));
const apollo = new ApolloClient({ link: persisted, cache: new InMemoryCache() });
const urql = new Client({
  url,
  exchanges: [persistedExchange({ generateHash: sha256, preferGetForPersistedQueries: false }), fetchExchange],
  preferGetMethod: false,
});
const batching = new ApolloClient({
  link: new BatchHttpLink({ uri: url, batchInterval: 20 }),
  cache: new InMemoryCache(),
});
const outcome = (client, query) => client.query({ query: gql(query) }).then(({ data }) => data, String);

const fromUrql = await urql.query(text, {}).toPromise();
console.log(
  JSON.stringify({
    apollo: await outcome(apollo, text),
    urql: fromUrql.data ?? String(fromUrql.error),
    batch: await Promise.all([outcome(batching, text), outcome(batching, other)]),
  }),
);
