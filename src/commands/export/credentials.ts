import type { SuiteCredentials } from '../../../runtime/export/suite.ts';
import type { HeaderList } from '../../../runtime/model/exchange.ts';
import type { Secret } from '../../../runtime/redaction.ts';
import type { ResolvedConfig } from '../../config/resolve-config.ts';

type Given = Pick<ResolvedConfig, 'headers' | 'identities' | 'secrets'>;

/** The variables that stand for the credentials of a configuration, by who they are of. */
export function exportCredentials({
  headers,
  identities,
  secrets,
}: Given): Pick<SuiteCredentials, 'headers' | 'identities'> {
  return {
    headers: variablesOf(headers, secrets),
    identities: Object.fromEntries(
      identities.slice(1).map(({ name, headers: own }) => [name, variablesOf(own, secrets)]),
    ),
  };
}

/** Lower-case names of the headers that hold credentials, of any identity. */
export function secretHeaders({ headers, identities, secrets }: Given): ReadonlySet<string> {
  const all = [headers, ...identities.map((identity) => identity.headers)];
  return new Set(all.flatMap((list) => variablesOf(list, secrets)).map(({ name }) => name.toLowerCase()));
}

function variablesOf(headers: HeaderList, secrets: readonly Secret[]): readonly { name: string; variable: string }[] {
  return headers.flatMap(([name, value]) => {
    const secret = secrets.find((one) => one.value === value);
    return secret === undefined ? [] : [{ name, variable: secret.name }];
  });
}
