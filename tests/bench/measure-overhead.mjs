// The built package and bare undici in one process, in turns, against the echo server: node measure-overhead.mjs URL DOCUMENT OPERATION-ID
// Plain JavaScript: the loader for TypeScript would wrap the functions that are measured.
import { readFileSync } from 'node:fs';
import { Pool } from 'undici';
import { run } from '../../dist/src/index.js';

const [url = '', documentFile = '', operationId = ''] = process.argv.slice(2);
const concurrency = 32;
const rounds = 4;
// Long enough for both to be compiled: a short round would measure the compiler.
const casesARound = 20_000;
const document = JSON.parse(readFileSync(documentFile, 'utf8'));
const post = operationId === 'putItem';

/** @param {() => Promise<number>} work gives the number of requests */
async function measure(work) {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const requests = await work();
  const { user, system } = process.cpuUsage(before);
  return { cpuUs: (user + system) / requests, perSecond: (requests / (performance.now() - startedAt)) * 1000 };
}

async function bare() {
  const pool = new Pool(url, { connections: concurrency, pipelining: 1 });
  const options = post
    ? {
        path: '/items/7',
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: '*/*' },
        body: '{"name":"lamp","quantity":3}',
      }
    : { path: '/items/7?limit=10&kind=new', method: 'GET', headers: { accept: '*/*' } };
  let left = casesARound;
  const loop = async () => {
    while (left-- > 0) await (await pool.request(options)).body.arrayBuffer();
  };
  await Promise.all(Array.from({ length: concurrency }, loop));
  await pool.close();
  return casesARound;
}

/** @param {number} seed */
async function ours(seed) {
  let sent = 0;
  const events = run({
    spec: document,
    baseUrl: url,
    seed,
    concurrency,
    phases: ['fuzzing'],
    maxExamples: casesARound,
    includeOperationId: [operationId],
  });
  for await (const event of events) {
    if (event.type === 'run-finished') sent = event.summary.cases.sent;
  }
  if (sent < casesARound / 2) throw new Error(`Only ${sent} cases were sent.`);
  return sent;
}

const results = [];
for (let round = 0; round < rounds; round++) {
  results.push({ bare: await measure(bare), ours: await measure(() => ours(round + 1)) });
}
// The first round warms up; of the others the median.
const median = (/** @type {number[]} */ values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
const of = (/** @type {'bare' | 'ours'} */ who, /** @type {'cpuUs' | 'perSecond'} */ what) =>
  median(results.slice(1).map((result) => result[who][what]));
console.log(
  JSON.stringify({
    bareCpuUs: of('bare', 'cpuUs'),
    aboveCpuUs: median(results.slice(1).map(({ bare, ours }) => ours.cpuUs - bare.cpuUs)),
    bareRate: of('bare', 'perSecond'),
    ratio: median(results.slice(1).map(({ bare, ours }) => ours.perSecond / bare.perSecond)),
  }),
);
