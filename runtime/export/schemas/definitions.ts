import { pointerTokens, type JsonValue } from '../../model/json.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import { lowerSchema } from '../../schema/lower-schema.ts';
import { ORIGIN, type LoweredSchema } from '../../schema/lowered-schema.ts';
import { ApiTestGenError } from '../../errors.ts';
import { compareText } from '../compare-text.ts';
import { portableSchema, type PortableSchema } from './portable-schema.ts';

/** The file that holds what schemas refer to, as other files name it. */
export const definitionsFile = 'definitions.json';

/** Gathers what schemas refer to, each once however many refer to it. */
export interface Definitions {
  /** A schema of answers, referring to the definitions; `undefined` where it cannot be used. */
  portable(schema: SchemaRef): PortableSchema | undefined;
  /** The file of all that was referred to. */
  file(): JsonValue;
}

export function createDefinitions(): Definitions {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const done = new Map<string, PortableSchema>();
  const waiting: { readonly name: string; readonly target: LoweredSchema }[] = [];
  const referTo = (target: LoweredSchema): string => {
    const { file, pointer } = target[ORIGIN].ref.location;
    // One place may be read in two ways, which differ in what they require.
    const key = `${file}#${pointer} ${(target.required ?? []).join(' ')}`;
    let name = names.get(key);
    if (name === undefined) {
      name = freeName(pointerTokens(pointer).at(-1) ?? 'schema', taken);
      names.set(key, name);
      waiting.push({ name, target });
    }
    return `${definitionsFile}#/$defs/${name}`;
  };
  const settle = (): void => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      done.set(next.name, unlessBroken(next.target, referTo));
    }
  };
  return {
    portable(schema) {
      try {
        const portable = portableSchema(lowerSchema(schema, 'response'), referTo);
        settle();
        return portable;
      } catch (error) {
        if (ApiTestGenError.is(error)) return undefined;
        throw error;
      }
    },
    file: () => ({
      $id: definitionsFile,
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $defs: Object.fromEntries([...done].sort(([a], [b]) => compareText(a, b))),
    }),
  };
}

/** A part that is broken says nothing; the rest of the document stands. */
function unlessBroken(target: LoweredSchema, referTo: (target: LoweredSchema) => string): PortableSchema {
  try {
    return portableSchema(target, referTo);
  } catch (error) {
    if (ApiTestGenError.is(error)) return true;
    throw error;
  }
}

function freeName(wanted: string, taken: Set<string>): string {
  const name = wanted.replaceAll(/[^\w.-]+/gu, '_').slice(0, 80) || 'schema';
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name}_${number}`;
  taken.add(free.toLowerCase());
  return free;
}
