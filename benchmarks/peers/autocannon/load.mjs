// Asks one request again and again: each line read is a phase to run (url, headers, body, connections, amount), each
// line written says what came of it, every response's time among it. One process for all phases, so that it is warm.

import { createInterface } from "node:readline";

import autocannon from "autocannon";

const TIMEOUT_SECONDS = 120;
const SAMPLE_MILLISECONDS = 50; // how often autocannon looks whether all is answered

function run({ url, headers, body, connections, amount }) {
  return new Promise((resolve, reject) => {
    const milliseconds = [];
    const statuses = {};
    const bytes = {};
    const started = performance.now();
    let ended = started;
    const waiting = { timeout: TIMEOUT_SECONDS, sampleInt: SAMPLE_MILLISECONDS };
    const options = { url, method: "POST", headers, body, connections, amount, ...waiting };
    const instance = autocannon(options, (problem, found) => {
      if (problem) {
        reject(problem);
      } else {
        resolve({ milliseconds, statuses, bytes, errors: found.errors, seconds: (ended - started) / 1_000 });
      }
    });
    instance.on("response", (_client, status, size, taken) => {
      ended = performance.now();
      milliseconds.push(Math.round(taken * 1_000) / 1_000);
      statuses[status] = (statuses[status] ?? 0) + 1;
      bytes[size] = (bytes[size] ?? 0) + 1;
    });
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await run(JSON.parse(line))));
}
