/** `support/credentials.ts` of every suite. */
export const credentialsText = `import type { ApiRequest } from './client.ts';
import { contract, contractOf } from './contract.ts';

/** What a request carries to say who sends it. */
export interface Credentials {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly query: readonly (readonly [name: string, value: string])[];
}

type Part = { readonly in: 'header' | 'query'; readonly name: string; readonly value: string };

const nobody = 'api-test-gen-wrong-credential';

/** The credentials of a request, from the environment alone. What is not set there is not sent. */
export function credentialsFor(request: ApiRequest): Credentials {
  const parts = request.credentials === 'none' ? [] : partsFor(request);
  return {
    headers: parts.filter((part) => part.in === 'header').map((part) => [part.name, part.value]),
    query: parts.filter((part) => part.in === 'query').map((part) => [part.name, part.value]),
  };
}

/** The variables that are not set and that the operation may need. */
export function missingVariables(request: ApiRequest): string[] {
  if (request.credentials !== undefined) return [];
  const { headers, identities, schemes } = contract.credentials;
  const own = request.identity === undefined ? headers : (identities[request.identity] ?? []);
  if (own.length > 0) return own.map(({ variable }) => variable).filter((variable) => variableOf(variable) === undefined);
  const names = (contractOf(request.operation).security ?? []).flat();
  const variables = names.flatMap((name) => schemes[name]?.variable ?? []);
  return variables.some((variable) => variableOf(variable) !== undefined) ? [] : [...new Set(variables)];
}

function partsFor({ operation, credentials, identity }: ApiRequest): Part[] {
  const isWrong = credentials === 'wrong';
  const table = identity === undefined ? contract.credentials.headers : (contract.credentials.identities[identity] ?? []);
  const parts: Part[] = [];
  for (const { name, variable } of table) {
    const value = variableOf(variable);
    if (value !== undefined) parts.push({ in: 'header', name, value: isWrong ? wrong(value) : value });
  }
  if (parts.length > 0 || identity !== undefined) return parts;
  for (const requirement of contractOf(operation).security ?? []) {
    const found = requirement.map((name) => schemePart(name, isWrong));
    if (found.every((part) => part !== undefined)) return found;
  }
  return [];
}

function schemePart(name: string, isWrong: boolean): Part | undefined {
  const scheme = contract.credentials.schemes[name];
  if (scheme === undefined) return undefined;
  const value = isWrong ? nobody : variableOf(scheme.variable);
  if (value === undefined) return undefined;
  if (scheme.in === 'query') return { in: 'query', name: scheme.name, value };
  if (scheme.in === 'cookie') return { in: 'header', name: 'cookie', value: \`\${scheme.name}=\${value}\` };
  if (scheme.prefix === 'Basic') return { in: 'header', name: scheme.name, value: \`Basic \${basic(value)}\` };
  return { in: 'header', name: scheme.name, value: scheme.prefix === undefined ? value : \`\${scheme.prefix} \${value}\` };
}

/** \`user:password\`, unless it is encoded already. */
function basic(value: string): string {
  return value.includes(':') ? Buffer.from(value).toString('base64') : value;
}

function wrong(value: string): string {
  const prefix = /^(Basic|Bearer|Token)\\s/i.exec(value)?.[1];
  return prefix === undefined ? nobody : \`\${prefix} \${nobody}\`;
}

function variableOf(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}
`;
