import { createCB } from 'xmlbuilder2';
import { oneLine, xmlText } from '../escape.ts';
import type { JunitCase, JunitNote, JunitReport, JunitSuite } from './suites.ts';

type Writer = ReturnType<typeof createCB>;

/** The report as an XML document. */
export function writeSuites(report: JunitReport): string {
  const chunks: string[] = [];
  const xml = createCB({
    prettyPrint: true,
    data: (chunk: string) => {
      chunks.push(chunk);
    },
    error: (error: Error) => {
      throw error;
    },
  });
  const cases = report.suites.flatMap((suite) => suite.cases);
  xml.dec({ version: '1.0', encoding: 'UTF-8' }).ele('testsuites', {
    name: 'api-test-gen',
    tests: String(cases.length),
    failures: String(cases.filter(hasFailed).length),
    errors: String(cases.filter(hasErred).length),
    time: seconds(report.durationMs),
  });
  for (const suite of report.suites) writeSuite(xml, suite);
  xml.up().end();
  return `${chunks.join('')}\n`;
}

function writeSuite(xml: Writer, suite: JunitSuite): void {
  xml.ele('testsuite', {
    name: suite.name,
    tests: String(suite.cases.length),
    failures: String(suite.cases.filter(hasFailed).length),
    errors: String(suite.cases.filter(hasErred).length),
    skipped: String(suite.cases.filter((one) => one.skipped !== undefined).length),
    time: seconds(suite.durationMs),
    ...(suite.timestamp === undefined ? {} : { timestamp: attribute(suite.timestamp) }),
  });
  if (suite.properties.length > 0) {
    xml.ele('properties');
    for (const [name, value] of suite.properties) xml.ele('property', { name, value: attribute(value) }).up();
    xml.up();
  }
  for (const one of suite.cases) writeCase(xml, one);
  writeOutput(xml, suite.output);
  xml.up();
}

function writeCase(xml: Writer, one: JunitCase): void {
  xml.ele('testcase', { name: attribute(one.name), classname: one.className, time: seconds(one.durationMs) });
  if (one.skipped !== undefined) xml.ele('skipped', { message: attribute(one.skipped) }).up();
  for (const note of one.errors) writeNote(xml, 'error', note);
  for (const note of one.failures) writeNote(xml, 'failure', note);
  writeOutput(xml, one.output);
  xml.up();
}

function writeNote(xml: Writer, element: 'error' | 'failure', note: JunitNote): void {
  xml
    .ele(element, { type: attribute(note.type), message: attribute(note.message) })
    .txt(content(note.text))
    .up();
}

function writeOutput(xml: Writer, output: string): void {
  if (output !== '') xml.ele('system-out').txt(content(output)).up();
}

function hasFailed(one: JunitCase): boolean {
  return one.failures.length > 0;
}

function hasErred(one: JunitCase): boolean {
  return one.errors.length > 0;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** xmlbuilder2 leaves an `&` alone that begins what looks like an entity, so that a text `&lt;` would be read as `<`. */
function content(text: string): string {
  return xmlText(text).replaceAll('&', '&amp;');
}

/** An XML parser turns line ends in attributes into spaces, so they stand there as escapes. */
function attribute(text: string): string {
  return oneLine(content(text));
}
