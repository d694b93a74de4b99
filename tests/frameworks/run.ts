/**
 * `tsx tests/frameworks/run.ts [--cases 20000] [--seed 1] [names…]`: runs against clean APIs in the frameworks people use, and prints what was
 * found. Exit status 1 for a `proved` or `likely` failure that docs/frameworks.md does not explain.
 */
import { parseArgs } from 'node:util';
import { describeFailures, tableHead, tableRow, unexplained } from './format-exercise.ts';
import { exercise, type Exercise } from './exercise.ts';
import { frameworks } from './frameworks.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
});
const unknown = positionals.filter((name) => frameworks.every((framework) => framework.name !== name));
if (unknown.length > 0)
  throw new Error(
    `No such framework: ${unknown.join(', ')}. There are: ${frameworks.map(({ name }) => name).join(', ')}`,
  );

const done: Exercise[] = [];
for (const framework of frameworks) {
  if (positionals.length > 0 && !positionals.includes(framework.name)) continue;
  const missing = framework.install();
  if (missing !== undefined) {
    console.warn(`Skipped ${framework.name}: ${missing}`);
    continue;
  }
  const result = await exercise(framework, Number(values.cases), Number(values.seed));
  done.push(result);
  for (const line of describeFailures(result)) console.log(line);
}
console.log(`\n${tableHead}`);
for (const result of done) console.log(tableRow(result));
if (done.some((result) => unexplained(result).length > 0)) process.exitCode = 1;
