import { posix } from 'node:path';
import { Visitor, parseSync } from 'oxc-parser';

/** A file's path from the root of the repository, with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One layer: where its files are and which layers they may import, besides their own. */
export interface Layer {
  readonly name: string;
  readonly path: string;
  readonly mayImport: readonly string[];
}

const runtimeBelowEngine = [
  'model',
  'errors',
  'redaction',
  'events',
  'transport',
  'schema',
  'arbitraries',
  'spec',
  'requests',
  'cases',
  'checks',
  'learning',
  'stateful',
];

/** Who may import whom. */
export const layers: readonly Layer[] = [
  { name: 'model', path: 'runtime/model/', mayImport: [] },
  { name: 'errors', path: 'runtime/errors.ts', mayImport: ['model'] },
  { name: 'redaction', path: 'runtime/redaction.ts', mayImport: ['model', 'errors'] },
  { name: 'events', path: 'runtime/events.ts', mayImport: ['model', 'errors', 'redaction'] },
  { name: 'transport', path: 'runtime/transport/', mayImport: ['model', 'errors', 'redaction'] },
  { name: 'schema', path: 'runtime/schema/', mayImport: ['model', 'errors'] },
  { name: 'arbitraries', path: 'runtime/arbitraries/', mayImport: ['model', 'errors', 'schema'] },
  { name: 'spec', path: 'runtime/spec/', mayImport: ['model', 'errors', 'schema'] },
  { name: 'requests', path: 'runtime/requests/', mayImport: ['model', 'errors', 'schema'] },
  { name: 'cases', path: 'runtime/cases/', mayImport: ['model', 'errors', 'schema', 'arbitraries', 'requests'] },
  { name: 'checks', path: 'runtime/checks/', mayImport: ['model', 'schema', 'requests'] },
  { name: 'learning', path: 'runtime/learning/', mayImport: ['model', 'schema'] },
  {
    name: 'stateful',
    path: 'runtime/stateful/',
    mayImport: ['model', 'errors', 'schema', 'arbitraries', 'requests', 'cases'],
  },
  { name: 'engine', path: 'runtime/engine/', mayImport: runtimeBelowEngine },
  { name: 'export', path: 'runtime/export/', mayImport: [...runtimeBelowEngine, 'engine'] },
  { name: 'reporters', path: 'reporters/', mayImport: ['model', 'errors', 'events'] },
  { name: 'src', path: 'src/', mayImport: [...runtimeBelowEngine, 'engine', 'export', 'reporters'] },
];

/** Folders whose entries stand side by side and never import each other. */
interface Siblings {
  readonly what: string;
  readonly path: string;
  /** The list that says which entries are siblings; the rest are helpers of them all. Without one, every folder is. */
  readonly list?: string;
}

const siblings: readonly Siblings[] = [
  { what: 'checks', path: 'runtime/checks/', list: 'runtime/checks/index.ts' },
  { what: 'reporters', path: 'reporters/', list: 'reporters/index.ts' },
  { what: 'formats', path: 'runtime/spec/' },
  { what: 'auth schemes', path: 'runtime/transport/auth/' },
];

const ownPackage = '@api-test-gen/core';

interface Import {
  readonly from: string;
  readonly specifier: string;
  /** The imported file, for a relative specifier. */
  readonly to: string | undefined;
}

/** Every way these files break the rules, in words; none means that all is well. */
export function brokenRules(files: readonly SourceFile[]): readonly string[] {
  const imports = files.flatMap(importsOf);
  const known = new Set(files.map(({ path }) => path));
  return [
    ...files.filter(({ path }) => layerOf(path) === undefined).map(({ path }) => `${path} belongs to no layer`),
    ...imports.flatMap((edge) => brokenByEdge(edge, known)),
    ...siblings.flatMap((group) => brokenBySiblings(group, imports)),
    ...cycles(imports).map((path) => `cycle: ${path.join(' → ')}`),
  ];
}

/** Static and dynamic imports, re-exports and `import('…')` types, of types as well as values. */
function importsOf({ path, text }: SourceFile): readonly Import[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const specifiers: string[] = [];
  const take = (source: { value?: unknown } | null): void => {
    if (typeof source?.value === 'string') specifiers.push(source.value);
  };
  new Visitor({
    ImportDeclaration: (node) => take(node.source),
    ExportNamedDeclaration: (node) => take(node.source),
    ExportAllDeclaration: (node) => take(node.source),
    ImportExpression: (node) => take('value' in node.source ? node.source : null),
    TSImportType: (node) => take(node.source),
  }).visit(program);
  return specifiers.map((specifier) => ({
    from: path,
    specifier,
    to: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined,
  }));
}

function layerOf(path: string): Layer | undefined {
  return layers.find((layer) => path === layer.path || (layer.path.endsWith('/') && path.startsWith(layer.path)));
}

function brokenByEdge({ from, specifier, to }: Import, known: ReadonlySet<string>): readonly string[] {
  if (specifier === ownPackage || specifier.startsWith(`${ownPackage}/`))
    return [`${from} imports its own package, ${specifier}`];
  if (to === undefined) return [];
  if (to === 'package.json') return [];
  if (!known.has(to)) return [`${from} imports ${to}, which is no source file`];
  const [importing, imported] = [layerOf(from), layerOf(to)];
  if (importing === undefined || imported === undefined || importing === imported) return [];
  if (importing.mayImport.includes(imported.name)) return [];
  return [`${from} imports ${to}: ${importing.name} may not import ${imported.name}`];
}

function brokenBySiblings({ what, path, list }: Siblings, imports: readonly Import[]): readonly string[] {
  const isMember = memberTest(path, list, imports);
  return imports.flatMap(({ from, to }) => {
    const [one, other] = [memberOf(path, from), to === undefined ? undefined : memberOf(path, to)];
    if (from === list || one === undefined || other === undefined || one === other) return [];
    return isMember(one) && isMember(other) ? [`${from} imports ${to}: two ${what} never import each other`] : [];
  });
}

function memberTest(path: string, list: string | undefined, imports: readonly Import[]): (member: string) => boolean {
  if (list === undefined) return (member) => !member.endsWith('.ts');
  const listed = new Set(imports.filter(({ from }) => from === list).map(({ to }) => memberOf(path, to ?? '')));
  listed.delete('contract.ts');
  return (member) => listed.has(member);
}

/** The file or folder of a group that a file belongs to. */
function memberOf(groupPath: string, file: string): string | undefined {
  return file.startsWith(groupPath) ? file.slice(groupPath.length).split('/')[0] : undefined;
}

/** One path for each cycle that a depth-first walk meets, from a file back to itself. */
function cycles(imports: readonly Import[]): readonly (readonly string[])[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    if (to !== undefined) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const done = new Set<string>();
  const trail: string[] = [];
  const found: string[][] = [];
  const walk = (file: string): void => {
    const at = trail.indexOf(file);
    if (at >= 0) found.push([...trail.slice(at), file]);
    if (at >= 0 || done.has(file)) return;
    trail.push(file);
    for (const to of next.get(file) ?? []) walk(to);
    trail.pop();
    done.add(file);
  };
  for (const file of next.keys()) walk(file);
  return found;
}
