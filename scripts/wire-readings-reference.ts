import { serverFamilies, toleratedReadings } from '../runtime/requests/oracle/readings.data.ts';
import type { ReadingPlace, ToleratedReading } from '../runtime/requests/oracle/readings.data.ts';

const places: readonly (readonly [place: ReadingPlace, title: string])[] = [
  ['text', 'One text: a parameter or form field'],
  ['query', 'Lists and objects in queries'],
  ['form', 'Form bodies'],
  ['json', 'JSON bodies, and texts too'],
  ['xml', 'XML bodies'],
  ['bytes', 'Bytes that are not what their media type says'],
];

/** The reference of tolerated readings as Markdown, from the table that the tests hold the oracle to. */
export function wireReadingsReference(): string {
  return [
    introduction,
    Object.entries(serverFamilies)
      .map(([name, description]) => `- **${name}**: ${description}`)
      .join('\n'),
    ...places.flatMap(([place, title]) => [
      `## ${title}`,
      table(toleratedReadings.filter((reading) => reading.place === place)),
    ]),
    '',
  ].join('\n\n');
}

const introduction = `# Readings that servers tolerate

A request that breaks the contract is only sent where no common server would rightly take it for a valid one. This table lists what
counts as such a reading, with an example of each and the servers that are known to read so. It is generated from
\`runtime/requests/oracle/readings.data.ts\`; the tests hold the wire oracle to every row.

Of the readings of JSON bodies those that convert scalars, null and lists, or pass over properties, are asked for in one doubtful case each, and a
server that takes it gets one \`heuristic\` note. With \`--strict-types\` they are readings no more: requests that need one are sent as invalid ones,
and whoever takes them fails for certain.`;

function table(readings: readonly ToleratedReading[]): string {
  return [
    '| Reading | Schema | Sent | Read as | Never | Servers |',
    '| --- | --- | --- | --- | --- | --- |',
    ...readings.map(
      ({ what, place, schema, sent, readAs, never, servers }) =>
        `| ${[
          what.replaceAll('|', '\\|'),
          json(schema),
          shown(sent, place),
          json(readAs),
          shown(never, place),
          servers.join(', '),
        ].join(' | ')} |`,
    ),
  ].join('\n');
}

function shown(value: ToleratedReading['sent'], place: ReadingPlace): string {
  return place === 'bytes' && typeof value === 'string' ? code(value.replaceAll('\ufeff', '\\ufeff')) : json(value);
}

function json(value: ToleratedReading['sent']): string {
  return code(JSON.stringify(value));
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
