/** `support/contract.ts` of every suite, but for how a module finds out where it is. */
export const contractText = `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFolder } from './schema-folder.ts';

export interface DocumentedResponse {
  /** Media types, and where the schema of each stands. */
  readonly content: Readonly<Record<string, { readonly schema?: string }>>;
  /** Names of headers that must be there. */
  readonly headers?: readonly string[];
}

export interface OperationContract {
  readonly method: string;
  readonly accept: string;
  /** By status: \`200\`, \`4XX\`, \`default\`. */
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
  /** Names of schemes: all of one list, any one list. */
  readonly security?: readonly (readonly string[])[];
}

interface HeaderVariable {
  readonly name: string;
  readonly variable: string;
}

interface SchemeVariable {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
  readonly prefix?: string;
  readonly variable: string;
}

interface Contract {
  readonly credentials: {
    readonly schemes: Readonly<Record<string, SchemeVariable | undefined>>;
    readonly headers: readonly HeaderVariable[];
    readonly identities: Readonly<Record<string, readonly HeaderVariable[] | undefined>>;
  };
  readonly operations: Readonly<Record<string, OperationContract | undefined>>;
}

/** What the API description says, as it was when this suite was written. */
export const contract = JSON.parse(readFileSync(join(schemaFolder, '..', 'contract.json'), 'utf8')) as Contract;

export function contractOf(operation: string): OperationContract {
  const found = contract.operations[operation];
  if (found === undefined) throw new Error(\`contract.json has no operation \${operation}.\`);
  return found;
}

/** What the description has for a status: the exact code, then a range such as \`4XX\`, then \`default\`. */
export function documentedResponse(operation: string, status: number): DocumentedResponse | undefined {
  const { responses } = contractOf(operation);
  const code = String(status);
  return responses[code] ?? responses[\`\${code.charAt(0)}XX\`] ?? responses[\`\${code.charAt(0)}xx\`] ?? responses['default'];
}
`;

export const schemaFolderOfModules = `import { fileURLToPath } from 'node:url';

export const schemaFolder = fileURLToPath(new URL('../schemas', import.meta.url));
`;

/** Jest runs CommonJS. */
export const schemaFolderOfCommonJs = `import { join } from 'node:path';

export const schemaFolder = join(__dirname, '..', 'schemas');
`;
