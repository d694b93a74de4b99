import { closest, InvalidSpecError } from '../../errors.ts';
import { pointerTokens } from '../../model/json.ts';
import type { Location } from '../../model/location.ts';
import type { Problem } from '../../model/problem.ts';
import { operationLabel, type Api, type OperationLabel } from '../../model/operation.ts';
import { fileOfUrl } from '../outer-file.ts';
import { child, type Describe, type ObjectNode, type SpecNode, wrongShape } from '../spec-node.ts';
import { filledListAt, objectWith, optionalText, textAt } from './fields.ts';

/** One of the descriptions that a document of workflows speaks of. */
export interface SourceDescription {
  readonly name: string;
  /** As it is written. */
  readonly url: string;
  /** The file or address that it leads to, as `Location.file` has it; `undefined` where it is no URL. */
  readonly file: string | undefined;
  readonly type: 'openapi' | 'arazzo';
}

/** Reads the `sourceDescriptions` of a document. A source without a type is an OpenAPI document, unless its name says otherwise. */
export function readSourceDescriptions(root: ObjectNode, base: URL, describe: Describe): readonly SourceDescription[] {
  const nodes = filledListAt(root, 'sourceDescriptions', 'the document', describe);
  const names = new Set<string>();
  return nodes.map((stated) => {
    const node = objectWith(stated, 'The source description', ['name', 'url', 'type'], describe);
    const name = textAt(node, 'name', 'the source description', describe);
    const url = textAt(node, 'url', 'the source description', describe);
    const type = optionalText(node, 'type', 'the source description', describe);
    if (type !== undefined && type !== 'openapi' && type !== 'arazzo')
      throw wrongShape(child(node, 'type'), 'The `type` of the source description', 'openapi or arazzo', describe);
    if (names.has(name))
      throw new InvalidSpecError(`Two source descriptions are called "${name}".`, {
        where: describe(child(node, 'name').location),
        hint: 'Give each a name of its own.',
      });
    names.add(name);
    const file = URL.canParse(url, base.href) ? fileOfUrl(new URL(url, base)) : undefined;
    return { name, url, file, type: type ?? (/arazzo|workflow/iu.test(url) ? 'arazzo' : 'openapi') };
  });
}

/** Finds the operations that steps call. */
export interface OperationTargets {
  /** `undefined` where it is an operation of another API. Throws `InvalidSpecError`. */
  of(step: ObjectNode): OperationLabel | undefined;
}

/** `tested`: the source that is the API of this run. */
export function operationTargets(
  api: Api,
  sources: readonly SourceDescription[],
  tested: SourceDescription | undefined,
  describe: Describe,
  onProblem: (problem: Omit<Problem, 'where'>, location: Location) => void,
): OperationTargets {
  const byId = new Map(api.operations.map(({ operationId, label }) => [operationId, label]));
  const isOther = (name: string): boolean => {
    const source = sources.find((one) => one.name === name);
    return source?.type === 'openapi' && source !== tested;
  };
  const unknown = (node: SpecNode, message: string, near: string | undefined): InvalidSpecError =>
    new InvalidSpecError(message, {
      where: describe(node.location),
      hint: near === undefined ? `Name an operation of ${api.source}.` : `Did you mean "${near}"?`,
    });
  /** Ids are case-sensitive; one that differs in nothing else is still the only one that can be meant. */
  const inOtherCase = (node: SpecNode, id: string): OperationLabel | undefined => {
    const alike = api.operations.filter(({ operationId }) => operationId?.toLowerCase() === id.toLowerCase());
    const [only] = alike;
    if (only?.operationId === undefined || alike.length > 1) return undefined;
    onProblem(
      {
        code: 'ATG_WORKFLOW_UNKNOWN_NAME',
        message: `The operationId "${id}" is taken for "${only.operationId}": no operation has the one that is written.`,
        hint: 'Write it as the operation has it.',
      },
      node.location,
    );
    return only.label;
  };
  const ofId = (node: SpecNode, text: string): OperationLabel | undefined => {
    const direct = byId.get(text);
    if (direct !== undefined) return direct;
    const [, name = '', id = text] = /^\$sourceDescriptions\.([^.]+)\.(.+)$/su.exec(text) ?? [];
    if (isOther(name)) return undefined;
    const found = byId.get(id) ?? inOtherCase(node, id);
    if (found !== undefined) return found;
    const near = closest(
      id,
      api.operations.flatMap(({ operationId }) => operationId ?? []),
    );
    throw unknown(node, `The step calls the operationId "${id}", which no operation has.`, near);
  };
  const ofPath = (node: SpecNode, text: string): OperationLabel | undefined => {
    const hash = text.indexOf('#');
    const name = /\$sourceDescriptions\.([^.}#]+)/u.exec(text)?.[1] ?? '';
    if (isOther(name)) return undefined;
    const [paths, path = '', method] = hash === -1 ? [] : pointerTokens(decoded(text.slice(hash + 1)));
    const onPath = api.operations.filter((one) => one.path === path);
    const found =
      method === undefined && onPath.length === 1
        ? onPath[0]
        : onPath.find(({ label }) => label === operationLabel(method ?? '', path));
    if (paths === 'paths' && found !== undefined) return found.label;
    throw unknown(node, `The step calls "${text}", where no operation stands.`, undefined);
  };
  return {
    of(step) {
      const id = child(step, 'operationId');
      if (id.value !== undefined) return ofId(id, textAt(step, 'operationId', 'the step', describe));
      return ofPath(child(step, 'operationPath'), textAt(step, 'operationPath', 'the step', describe));
    },
  };
}

/** A fragment may be percent-encoded (RFC 6901 §6). */
function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** The source that is the API of this run: the only one, or the one that leads to its file. */
export function testedSource(
  sources: readonly SourceDescription[],
  api: Api,
  shown: (file: string) => string,
): SourceDescription | undefined {
  const described = sources.filter(({ type }) => type === 'openapi');
  if (described.length === 1) return described[0];
  return described.find(({ file }) => file !== undefined && shown(file) === api.source);
}
