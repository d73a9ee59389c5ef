// Runs phases of load with autocannon. Each line of standard input is a phase as JSON: url, headers, body, connections,
// amount (of requests), size (of a right answer, if known). Each line of standard output is its result: the time of
// each right answer, and the number of other answers by message. A right answer has status 200, no errors, and the size
// of the first right one. One process runs all phases, so that it stays warm.

import { createInterface } from "node:readline";

import autocannon from "autocannon";

const TIMEOUT_SECONDS = 120;
const SAMPLE_MILLISECONDS = 50; // the interval at which autocannon checks whether all requests are answered
const KINDS_KEPT = 10;
const SHOWN = 200;

function errorMessage(text) {
  try {
    return JSON.parse(text).errors?.[0]?.message ?? text;
  } catch {
    return text;
  }
}

function run({ url, headers, body, connections, amount, size }) {
  return new Promise((resolve) => {
    const milliseconds = [];
    const failures = {};
    const started = performance.now();
    let ended = started;
    let rightSize = size;
    let last;

    const fail = (message, times = 1) => {
      ended = performance.now();
      const shown = message.slice(0, SHOWN);
      const kind = shown in failures || Object.keys(failures).length < KINDS_KEPT ? shown : "other";
      failures[kind] = (failures[kind] ?? 0) + times;
    };
    // Called with each answer's body, right after its event.
    const verifyBody = (text) => {
      if (last.status !== 200) {
        fail(`${last.status}: ${errorMessage(text)}`);
      } else if (last.size === rightSize) {
        milliseconds.push(last.milliseconds);
      } else if (text.includes('"errors":')) {
        fail(`200: ${errorMessage(text)}`);
      } else if (rightSize) {
        fail(`an answer of ${last.size} bytes where others have ${rightSize}`);
      } else {
        rightSize = last.size;
        milliseconds.push(last.milliseconds);
      }
      return true;
    };
    const waiting = { timeout: TIMEOUT_SECONDS, sampleInt: SAMPLE_MILLISECONDS };
    const options = { url, method: "POST", headers, body, connections, amount, verifyBody, ...waiting };
    const instance = autocannon(options, (problem) => {
      if (problem) {
        fail(problem.message);
      }
      const failed = Object.values(failures).reduce((sum, count) => sum + count, 0);
      const unanswered = amount - milliseconds.length - failed;
      if (unanswered > 0) {
        fail("the connection ended without an answer", unanswered);
      }
      resolve({ milliseconds, failures, size: rightSize, seconds: (ended - started) / 1_000 });
    });
    instance.on("response", (_client, status, bytes, taken) => {
      ended = performance.now();
      last = { status, size: bytes, milliseconds: Math.round(taken * 1_000) / 1_000 };
    });
    instance.on("reqError", (error) => fail(error.message));
  });
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await run(JSON.parse(line))));
}
