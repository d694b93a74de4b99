import { describe, expect, test } from 'vitest';
import type { BodyValue, CaseValues } from '../../../runtime/model/case.ts';
import type { JsonValue } from '../../../runtime/model/json.ts';
import type { Operation } from '../../../runtime/model/operation.ts';
import type { Violation } from '../../../runtime/model/violation.ts';
import { toleratedReadings } from '../../../runtime/requests/oracle/readings.data.ts';
import type { ReadingPlace, ToleratedReading } from '../../../runtime/requests/oracle/readings.data.ts';
import { createWireOracle } from '../../../runtime/requests/wire-oracle.ts';
import { body, content, operation, parameter, schemaRef, values } from './build-operation.ts';
import { schemas, violation } from './has-reading.ts';

const mediaTypes: Partial<Record<ReadingPlace, string>> = {
  form: 'application/x-www-form-urlencoded',
  json: 'application/json',
  xml: 'application/xml',
  bytes: 'application/json',
};

/** Whether the oracle finds a valid reading of a value in a place. */
function readable(place: ReadingPlace, schema: JsonValue, sent: JsonValue): boolean {
  const mediaType = mediaTypes[place];
  if (mediaType === undefined) {
    const subject = operation('GET', '/x', { parameters: [parameter('query', 'p', { schema, required: true })] });
    return judged(subject, values({ query: { p: sent } }), [violation('query', 'type', '', 'p')]);
  }
  const subject = operation('POST', '/x', { body: body([content(mediaType, schemaRef(schema))]) });
  const given: BodyValue =
    place === 'bytes' ? { kind: 'raw', mediaType, bytes: bytesOf(sent) } : { kind: 'value', mediaType, value: sent };
  const issues = schemas.issues(schemaRef(schema), sent, 'request');
  const violations = issues.map(({ keyword, valuePointer }) => violation('body', keyword, valuePointer));
  return judged(subject, values({ body: given }), place === 'bytes' ? [violation('body', 'syntax')] : violations);
}

function bytesOf(sent: JsonValue): string {
  return typeof sent === 'string' ? sent : JSON.stringify(sent);
}

function judged(subject: Operation, given: CaseValues, violations: readonly Violation[]): boolean {
  return createWireOracle(subject, schemas).hasValidReading(given, violations);
}

function strictJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether what is sent is valid as it stands, so that no reading would be needed. */
function isValidAsSent({ place, schema, sent }: ToleratedReading): boolean {
  const value: unknown = place === 'bytes' ? strictJson(bytesOf(sent)) : sent;
  return value !== undefined && schemas.isValid(schemaRef(schema), value, 'request');
}

describe('tolerated readings', () => {
  test.each(toleratedReadings.map((reading) => [`${reading.place}: ${reading.what}`, reading] as const))(
    '%s',
    (_, reading) => {
      expect(isValidAsSent(reading)).toBe(false);
      expect(schemas.isValid(schemaRef(reading.schema), reading.readAs, 'request')).toBe(true);
      expect(readable(reading.place, reading.schema, reading.sent)).toBe(true);
      expect(readable(reading.place, reading.schema, reading.never)).toBe(false);
      expect(reading.servers.length).toBeGreaterThan(0);
    },
  );
});
