import { closest, InvalidSpecError, UnknownFormatError } from '../../errors.ts';
import { pointerTo } from '../../model/json.ts';
import type { Location, SourcePosition } from '../../model/location.ts';
import type { Api } from '../../model/operation.ts';
import type { Problem } from '../../model/problem.ts';
import type { SchemaScope } from '../../model/schema-ref.ts';
import type { Workflow, WorkflowKey } from '../../model/workflow.ts';
import { type LoadOptions, loadSettings, type LoadSettings } from '../load-options.ts';
import { readOuterDocuments } from '../outer-documents.ts';
import { createPositions } from '../positions.ts';
import { readSource } from '../read-source.ts';
import { createResolver, type Resolver } from '../resolver.ts';
import { showFile } from '../show-file.ts';
import { documentFromBytes, type SpecDocument } from '../spec-document.ts';
import { child, type Describe, isObject, member, type ObjectNode, type SpecNode } from '../spec-node.ts';
import { valueAt, type ArazzoContext } from './arazzo-context.ts';
import { objectOf, objectWith } from './fields.ts';
import { inOrder } from './order-workflows.ts';
import type { ExpressionScope } from './parse-workflow-expression.ts';
import { readWorkflow, workflowNodes, type ReadWorkflow } from './read-workflow.ts';
import {
  operationTargets,
  readSourceDescriptions,
  testedSource,
  type SourceDescription,
} from './source-descriptions.ts';

export interface LoadedWorkflows {
  /** In the order that they can be run in. */
  readonly workflows: readonly Workflow[];
  /** What of them cannot be used. */
  readonly problems: readonly Problem[];
  /** `undefined` for a place that is in none of their documents. */
  position(location: Location): SourcePosition | undefined;
}

/** One document of workflows, before they are read. */
interface ArazzoDocument {
  readonly document: SpecDocument;
  readonly root: ObjectNode;
  readonly sources: readonly SourceDescription[];
  readonly nodes: ReadonlyMap<string, SpecNode>;
  /** What comes before its ids, so that no two documents share a key. */
  readonly prefix: string;
}

/**
 * Loads the workflows of Arazzo 1.0 documents, JSON or YAML, and of those that they name as sources. Their steps call operations of `api`. Throws
 * `UnreadableSpecError`, `MalformedSpecError`, `UnknownFormatError`, and `InvalidSpecError` for what breaks the specification or names what is not there.
 */
export async function loadWorkflows(
  files: readonly (string | URL)[],
  api: Api,
  options: LoadOptions = {},
): Promise<LoadedWorkflows> {
  const settings = loadSettings(options);
  const documents = new Map<string, ArazzoDocument>();
  const position = createPositions((file) => documents.get(file)?.document);
  const describe = describer(settings, position);
  for (const file of files) await readDocument(file, documents, { settings, describe, isNamed: true });
  const problems: Problem[] = [];
  const read: ReadWorkflow[] = [];
  for (const one of documents.values())
    read.push(...(await readAll(one, { api, documents, settings, describe, problems })));
  return { workflows: inOrder(read, describe, (problem) => problems.push(problem)), problems, position };
}

function describer(settings: LoadSettings, position: LoadedWorkflows['position']): Describe {
  return (location) => {
    const place = position(location);
    const lineAndColumn = place === undefined ? '' : `:${place.line}:${place.column}`;
    return `${showFile(location.file, settings.cwd)}${lineAndColumn} (${location.pointer === '' ? 'the whole document' : location.pointer})`;
  };
}

interface Reading {
  readonly settings: LoadSettings;
  readonly describe: Describe;
  /** By the user, not by another document. */
  readonly isNamed: boolean;
}

const fields = ['arazzo', 'info', 'sourceDescriptions', 'workflows', 'components'];
const maxDocuments = 100;

/** Reads a document, and those that it names as sources of workflows, each once. */
async function readDocument(
  source: string | URL,
  documents: Map<string, ArazzoDocument>,
  reading: Reading,
): Promise<void> {
  const { settings, describe } = reading;
  const bytes = await readSource(source, settings);
  if (documents.has(bytes.file) || documents.size >= maxDocuments) return;
  const document = await documentFromBytes(bytes, settings);
  assertArazzo(document, settings);
  // Its own lines are in its messages from here on.
  const bare = {
    document,
    root: objectOf(rootOf(document), 'The document', describe),
    sources: [],
    nodes: new Map(),
    prefix: '',
  };
  documents.set(document.file, bare);
  const root = objectWith(bare.root, 'The document', fields, describe);
  const nodes = workflowNodes(root, describe);
  const sources = readSourceDescriptions(root, document.base, describe);
  const taken = [...documents.values()].some(({ nodes: others }) => [...nodes.keys()].some((id) => others.has(id)));
  const prefix = taken || !reading.isNamed ? `${showFile(document.file, settings.cwd)}#` : '';
  documents.set(document.file, { document, root, nodes, sources, prefix });
  const isRemote = /^https?:/iu.test(document.file);
  for (const { type, file } of sources) {
    // What came from elsewhere must not read files of this machine.
    if (type === 'arazzo' && file !== undefined && (!isRemote || /^https?:/iu.test(file)))
      await readDocument(file, documents, { ...reading, isNamed: false });
  }
}

function rootOf({ root, file }: SpecDocument): SpecNode {
  return { value: root, location: { file, pointer: pointerTo('') } };
}

function assertArazzo({ root, file }: SpecDocument, { cwd }: LoadSettings): void {
  const version = isObject(root) ? member(root, 'arazzo') : undefined;
  if (typeof version === 'string' && /^1\.0\.\d+/u.test(version)) return;
  const where = showFile(file, cwd);
  if (version === undefined)
    throw new UnknownFormatError('The document has no workflows: it has no field "arazzo".', {
      where,
      hint: 'Give an Arazzo 1.0 document (https://spec.openapis.org/arazzo/latest.html).',
    });
  throw new UnknownFormatError(`The document is of Arazzo ${JSON.stringify(version)}, which is not supported.`, {
    where,
    hint: 'Give an Arazzo 1.0 document, with arazzo: 1.0.1 as text.',
  });
}

interface Setting {
  readonly api: Api;
  readonly documents: ReadonlyMap<string, ArazzoDocument>;
  readonly settings: LoadSettings;
  readonly describe: Describe;
  readonly problems: Problem[];
}

async function readAll(one: ArazzoDocument, setting: Setting): Promise<readonly ReadWorkflow[]> {
  const { api, settings, describe, problems } = setting;
  const { document, root, sources, nodes, prefix } = one;
  const tested = testedSource(sources, api, (file) => showFile(file, settings.cwd));
  const onProblem: ArazzoContext['problem'] = (problem, location) =>
    void problems.push({ ...problem, where: describe(location) });
  const targets = operationTargets(api, sources, tested, describe, onProblem);
  const resolver = createResolver(document, await readOuterDocuments(document, settings), describe);
  const context: ArazzoContext = {
    root,
    describe,
    scope: { workflow: (name) => keyOf(name, one, setting), known: (text) => known(text) },
    schemaRef: ({ value, location }) => ({ schema: value, location, scope: schemaScope(resolver) }),
    problem: onProblem,
    workflow(node) {
      const key = typeof node.value === 'string' ? keyOf(node.value, one, setting) : undefined;
      if (key !== undefined) return key;
      const near = typeof node.value === 'string' ? closest(node.value, [...nodes.keys()]) : undefined;
      throw new InvalidSpecError(`There is no workflow ${JSON.stringify(node.value)}.`, {
        where: describe(node.location),
        hint: near === undefined ? `There are ${[...nodes.keys()].join(', ')}.` : `Did you mean "${near}"?`,
      });
    },
    operation: (step) => targets.of(step),
    stepUsed: () => undefined,
    seen: [],
  };
  const known = knownValues(context, sources);
  return [...nodes].flatMap(([id, node]) => readWorkflow(context, node, `${prefix}${id}`) ?? []);
}

/** Inputs are described by JSON Schema 2020-12, to which OpenAPI's dialect adds what many write there, too. */
function schemaScope(resolver: Resolver): SchemaScope {
  return {
    dialect: 'openapi-3.1',
    resolve(ref, from) {
      const { value, location } = resolver.follow(ref, from);
      return { schema: value, location };
    },
  };
}

/** A workflow of the same document, or `$sourceDescriptions.<name>.<id>` of another one. */
function keyOf(name: string, one: ArazzoDocument, { documents }: Setting): WorkflowKey | undefined {
  if (one.nodes.has(name)) return `${one.prefix}${name}`;
  const [, source, id = ''] = /^\$sourceDescriptions\.([^.]+)\.(.+)$/su.exec(name) ?? [];
  const file = one.sources.find((candidate) => candidate.name === source)?.file;
  const other = file === undefined ? undefined : documents.get(file);
  return other?.nodes.has(id) === true ? `${other.prefix}${id}` : undefined;
}

/** What stands in the document itself: the address of a source, the value of a parameter that is kept for reuse. */
function knownValues(context: ArazzoContext, sources: readonly SourceDescription[]): ExpressionScope['known'] {
  return (text) => {
    const [, name, field] = /^\$sourceDescriptions\.([^.]+)\.(url|name|type)$/u.exec(text) ?? [];
    const source = sources.find((one) => one.name === name);
    if (source !== undefined) return { kind: 'constant', value: source[field as 'url' | 'name' | 'type'] };
    const [, parameter] = /^\$components\.parameters\.([^#]+)$/u.exec(text) ?? [];
    if (parameter === undefined) return undefined;
    const node = child(child(child(child(context.root, 'components'), 'parameters'), parameter), 'value');
    if (node.value === undefined || node.value === text) return undefined;
    return valueAt(context, node, `The parameter "${parameter}"`);
  };
}
