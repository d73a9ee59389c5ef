// node normalised.mjs URL MODULE: sends a query through Apollo Client and urql, whose caches are configured by our
// module, then reads it from the caches alone, and prints the answers and the warnings as JSON.
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';

const [url, module] = process.argv.slice(2);
const { keys, possibleTypes } = await import(module);
const text = `query Names {
  search(text: "nantes") {
    __typename
    nodes { __typename id label ... on Territory { code } ... on Actor { name } ... on Engagement { title } }
  }
  coverage(rows: {kind: CITY_CONTRACT}, asOf: "2026-11-25", first: 3) {
    __typename
    nodes { __typename territory { __typename id code } cells { __typename axis status survey { __typename surveyedOn } } }
  }
}`;
const warnings = [];
console.warn = (...words) => warnings.push(words.join(' '));

const body = JSON.stringify({ query: text });
const headers = { 'content-type': 'application/json' };
const direct = (await (await fetch(url, { method: 'POST', headers, body })).json()).data;

async function fromApollo(options) {
  const client = new ApolloClient({ link: new HttpLink({ uri: url }), cache: new InMemoryCache(options) });
  await client.query({ query: gql(text), fetchPolicy: 'network-only' });
  return (await client.query({ query: gql(text), fetchPolicy: 'cache-only' })).data ?? null;
}

async function fromUrql(options) {
  warnings.length = 0;
  const client = new Client({ url, exchanges: [cacheExchange(options), fetchExchange], preferGetMethod: false });
  await client.query(text, {}, { requestPolicy: 'network-only' }).toPromise();
  const { data } = await client.query(text, {}, { requestPolicy: 'cache-only' }).toPromise();
  return { data: data ?? null, warnings: warnings.filter((words) => words.includes('Invalid key')).length };
}

console.log(
  JSON.stringify({
    direct,
    apollo: await fromApollo({ possibleTypes }),
    urql: await fromUrql({ keys }),
    urqlUnconfigured: await fromUrql({}),
  }),
);
