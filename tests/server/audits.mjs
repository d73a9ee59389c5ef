// node audits.mjs URL: runs every audit of graphql-http against URL and prints the results as JSON. Exits 0 however
// they come out: the caller decides what is good enough. Must lie beside the node_modules that hold graphql-http.
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2] });
console.log(JSON.stringify(results.map(({ id, name, status, reason = null }) => ({ id, name, status, reason }))));
