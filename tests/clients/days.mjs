// node days.mjs URL ID DAY…: queries a contract on each day, first from the service and then from the caches of Apollo
// Client and urql, and prints the answers of each as JSON.
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';

const [url, id, ...days] = process.argv.slice(2);
const text = `query Contract($id: ID!, $day: Date!) {
  node(id: $id) {
    __typename
    id
    ... on CityContract { planStage(asOf: $day) coverage(asOf: $day) { __typename axis status } }
  }
}`;

async function direct(day) {
  const body = JSON.stringify({ query: text, variables: { id, day } });
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return (await answer.json()).data;
}

const apollo = new ApolloClient({ link: new HttpLink({ uri: url }), cache: new InMemoryCache() });
const fromApollo = async (day, fetchPolicy) =>
  (await apollo.query({ query: gql(text), variables: { id, day }, fetchPolicy })).data;

const urql = new Client({ url, exchanges: [cacheExchange({}), fetchExchange], preferGetMethod: false });
const fromUrql = async (day, requestPolicy) => (await urql.query(text, { id, day }, { requestPolicy }).toPromise()).data;

async function twice(ask) {
  for (const day of days) await ask(day, 'network-only');
  const cached = [];
  for (const day of days) cached.push(await ask(day, 'cache-only'));
  return cached;
}

const found = { direct: await Promise.all(days.map(direct)), apollo: await twice(fromApollo), urql: await twice(fromUrql) };
console.log(JSON.stringify(found));
