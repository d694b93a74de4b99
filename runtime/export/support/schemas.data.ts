/** `support/schemas.ts` of every suite. */
export const schemasText = `import { readFileSync, readdirSync } from 'node:fs';
import { isIPv4, isIPv6 } from 'node:net';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { schemaFolder } from './schema-folder.ts';

const compiled = new Map<string, ValidateFunction>();
let ajv: Ajv2020 | undefined;

/** Why a value breaks a schema; nothing where it does not. Schemas are read and compiled when one is first needed. */
export function schemaErrors(reference: string, value: unknown): string[] {
  ajv ??= createAjv();
  let validate = compiled.get(reference);
  if (validate === undefined) {
    validate = ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
  }
  return validate(value) ? [] : (validate.errors ?? []).map(describe);
}

function describe({ instancePath, message = 'is invalid', params }: ErrorObject): string {
  return \`\${instancePath === '' ? 'The body' : instancePath} \${message} \${JSON.stringify(params)}\`;
}

function createAjv(): Ajv2020 {
  const created = new Ajv2020({
    allErrors: true,
    strict: false,
    validateSchema: false,
    inlineRefs: false,
    multipleOfPrecision: 9,
    formats: { date: isDate, 'date-time': isDateTime, uuid: uuid, ipv4: isIPv4, ipv6: isIPv6 },
  });
  for (const file of readdirSync(schemaFolder)) {
    if (!file.endsWith('.json')) continue;
    const schema = JSON.parse(readFileSync(join(schemaFolder, file), 'utf8')) as Record<string, unknown>;
    created.addSchema(schema);
  }
  return created;
}

const uuid = /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** RFC 3339 §5.6 (\`full-date\`), with the days that there are. */
function isDate(text: string): boolean {
  const parts = /^(\\d{4})-(\\d\\d)-(\\d\\d)$/.exec(text);
  if (parts === null) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  const date = new Date(\`\${text}T00:00:00Z\`);
  return date.getUTCFullYear() === year && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}

/** RFC 3339 §5.6 (\`date-time\`). */
function isDateTime(text: string): boolean {
  const parts = /^(.{10})[t\\s](\\d\\d):(\\d\\d):(\\d\\d)(?:\\.\\d+)?(?:z|[+-]\\d\\d(?::?\\d\\d)?)$/i.exec(text);
  if (parts === null || !isDate(parts[1] ?? '')) return false;
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(2).map(Number);
  return hours <= 23 && minutes <= 59 && seconds <= 60;
}
`;
