// Asks one request again and again: each line read is a phase to run (url, headers, body, connections, amount, size), each
// line written says what came of it: the time of each right answer, and how many others there were of each kind, with
// what they said. Right is a 200 without errors, as long as the first that was right. One process for all phases, so
// that it is warm.

import { createInterface } from "node:readline";

import autocannon from "autocannon";

const TIMEOUT_SECONDS = 120;
const SAMPLE_MILLISECONDS = 50; // how often autocannon looks whether all is answered
const KINDS_KEPT = 10;
const SHOWN = 200;

function said(text) {
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
        fail(`${last.status}: ${said(text)}`);
      } else if (last.size === rightSize) {
        milliseconds.push(last.milliseconds);
      } else if (text.includes('"errors":')) {
        fail(`200: ${said(text)}`);
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
