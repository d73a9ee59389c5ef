// The plain form works first; GraphiQL replaces it only once all of its pinned files have arrived.
'use strict';

const CDN = 'https://cdn.jsdelivr.net/npm/';
const STYLE = ['graphiql@3.9.0/graphiql.min.css', 'sha384-QMux00XgRtwRLSYIY3kw2rj1ovk5AuuliAchk+HSQbqdbGFnz9GYuqIlOqxhwCE2'];
const SCRIPTS = [
  ['react@18.3.1/umd/react.production.min.js', 'sha384-DGyLxAyjq0f9SPpVevD6IgztCFlnMF6oW/XQGmfe+IsZ8TqEiDrcHkMLKI6fiB/Z'],
  ['react-dom@18.3.1/umd/react-dom.production.min.js', 'sha384-gTGxhz21lVGYNMcdJOyq01Edg0jhn/c22nsx0kyqP0TxaV5WVdsSH1fSDUf5YJj1'],
  ['graphiql@3.9.0/graphiql.min.js', 'sha384-8NGfVj4CVlqHajlZj+bPJT4thxPMHMJYn7DWK2CvtopLd02E7qsPHazniBYvVjOO'],
];

const part = (id) => document.getElementById(id);

function load(element, [, integrity]) {
  return new Promise((resolve, reject) => {
    Object.assign(element, { integrity, crossOrigin: 'anonymous', onload: resolve, onerror: reject });
    document.head.append(element);
  });
}

async function loadEditor() {
  await load(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: CDN + STYLE[0] }), STYLE);
  for (const script of SCRIPTS) {
    await load(Object.assign(document.createElement('script'), { src: CDN + script[0] }), script);
  }
}

function showEditor() {
  const asked = new URLSearchParams(window.location.search);
  const fetcher = window.GraphiQL.createFetcher({ url: window.location.pathname });
  const properties = { fetcher, query: asked.get('query') ?? undefined, variables: asked.get('variables') ?? undefined };
  part('graphiql').hidden = false;
  window.ReactDOM.createRoot(part('graphiql')).render(window.React.createElement(window.GraphiQL, properties));
  part('plain').hidden = true;
}

function readVariables() {
  const text = part('variables').value.trim();
  return text === '' ? null : JSON.parse(text);
}

async function ask() {
  const response = await fetch(window.location.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json;q=0.9' },
    body: JSON.stringify({ query: part('query').value, variables: readVariables() }),
  });
  return JSON.stringify(await response.json(), null, 2);
}

async function submit(event) {
  event.preventDefault();
  part('answer').textContent = 'En cours…';
  try {
    part('answer').textContent = await ask();
  } catch (error) {
    const reason = error instanceof SyntaxError ? 'Les variables ou la réponse ne sont pas du JSON' : 'Le service ne répond pas';
    part('answer').textContent = `${reason} (${error.message}).`;
  }
}

function fillFromAddress() {
  const asked = new URLSearchParams(window.location.search);
  for (const name of ['query', 'variables']) {
    if (asked.has(name)) part(name).value = asked.get(name);
  }
}

fillFromAddress();
part('form').addEventListener('submit', submit);
loadEditor().then(showEditor, () => {
  part('notice').textContent = 'L’éditeur complet (GraphiQL) demande un accès à Internet (cdn.jsdelivr.net), qui manque ici : '
    + 'utilisez le formulaire ci-dessous.';
});
