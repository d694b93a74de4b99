import type { HeaderList } from '../../runtime/model/exchange.ts';
import type { Identity } from '../../runtime/model/identity.ts';
import { isSensitiveName, type Secret } from '../../runtime/redaction.ts';

/** The environment variable that stands for a header's value: `X-Api-Key` gives `ATG_X_API_KEY`, and that of bob `ATG_BOB_X_API_KEY`. */
export function secretName(header: string, identity?: string): string {
  const name = identity === undefined ? header : `${identity} ${header}`;
  return `ATG_${name.toUpperCase().replace(/[^A-Z\d]+/g, '_')}`;
}

/**
 * The identities, each with all headers of its requests. One that sends what another one sends, too, is no other one: where a flag gives the header in which
 * they differ, or where one alone is configured, there are none to tell apart.
 */
export function resolveIdentities(
  identities: readonly Identity[],
  merged: (own: HeaderList) => HeaderList,
): readonly Identity[] {
  const known = new Set<string>();
  const all: Identity[] = [];
  for (const { name, headers } of identities) {
    const complete = merged(headers);
    const fields = complete.map(([field, value]) => JSON.stringify([field.toLowerCase(), value]));
    const key = fields.sort().join('\n');
    if (known.has(key)) continue;
    known.add(key);
    all.push({ name, headers: complete });
  }
  return all.length < 2 ? [] : all;
}

/** The values of headers that carry credentials, each under a variable of its own; those of the default identity have no name in theirs. */
export function secretsOf(headers: HeaderList, identities: readonly Identity[]): readonly Secret[] {
  const secrets: Secret[] = [];
  const add = (list: HeaderList, identity?: string): void => {
    for (const [header, value] of list) {
      if (value === '' || !isSensitiveName(header) || secrets.some((known) => known.value === value)) continue;
      const own = secretName(header, identity);
      secrets.push({ name: identity === undefined ? own : freeName(own, secrets), value });
    }
  };
  add(headers);
  for (const { name, headers: own } of identities.slice(1)) add(own, name);
  return secrets;
}

/** Names that differ in case or punctuation alone give the same variable. */
function freeName(name: string, taken: readonly Secret[]): string {
  let free = name;
  for (let number = 2; taken.some((secret) => secret.name === free); number += 1) free = `${name}_${number}`;
  return free;
}
