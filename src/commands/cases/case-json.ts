import type { HeaderList } from '../../../runtime/model/exchange.ts';
import type { Violation } from '../../../runtime/model/violation.ts';
import { formatSeedPath } from '../../../runtime/model/seed-path.ts';
import { bodyText } from './body-text.ts';
import { shownHeader, type CaseFormat, type PrintSetting } from './case-format.ts';

/** A case as one JSON object on a line. */
export const caseJson: CaseFormat = ({ case: one, request }, setting) => {
  const { operation, mode, doubtful, phase, scenario, violations, seedPath } = one;
  const { method, target, headers, body } = request;
  return `${JSON.stringify({
    operation,
    mode,
    doubtful,
    phase,
    scenario,
    seedPath: formatSeedPath(seedPath),
    violations: violations.map(shownViolation),
    request: {
      method,
      url: setting.origin + target,
      headers: headerObject(headers, setting),
      body: body === undefined ? undefined : (bodyText(body) ?? { base64: Buffer.from(body).toString('base64') }),
    },
  })}\n`;
};

function shownViolation({ keyword, location, parameter, valuePointer, schemaPointer, demand }: Violation): object {
  return { keyword, location, parameter, valuePointer, schemaPointer, demand };
}

/** Names with their value, or with all of their values where there are several, as they stand in the request. */
function headerObject(headers: HeaderList, setting: PrintSetting): Readonly<Record<string, string | string[]>> {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const shown = shownHeader(name, value, setting, (variable) => `$${variable}`);
    const known = values.get(name);
    if (known === undefined) values.set(name, [shown]);
    else known.push(shown);
  }
  return Object.fromEntries(
    Array.from(values, ([name, [first = '', ...others]]) => [name, others.length === 0 ? first : [first, ...others]]),
  );
}
