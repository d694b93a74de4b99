/**
 * Decoders of requests as a server has them that follows the schema's types: written without the encoder's code, on the platform's own parsers
 * where it has one.
 */

/** The part of JSON Schema that the round-trip corpus uses. */
export interface WireSchema {
  readonly type?: string | readonly string[];
  readonly items?: WireSchema;
  readonly properties?: Readonly<Record<string, WireSchema>>;
  readonly additionalProperties?: WireSchema | boolean;
  readonly [keyword: string]: unknown;
}

export interface WireStyle {
  readonly style: string;
  readonly explode: boolean;
}

type Pairs = readonly (readonly [string, string])[];

const delimiters: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|', tabDelimited: '\t' };

function typesOf({ type }: WireSchema): readonly string[] {
  return typeof type === 'string' ? [type] : (type ?? []);
}

/** One text by its schema's types: a number where it may be one and looks like one, then a boolean, then the text. */
export function typed(text: string, schema: WireSchema): unknown {
  const types = typesOf(schema);
  if (types.includes('object') || types.includes('array')) return JSON.parse(text);
  const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
  if (number !== undefined && (types.includes('number') || (types.includes('integer') && Number.isInteger(number))))
    return number;
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function propertyOf(schema: WireSchema, name: string): WireSchema {
  const { properties, additionalProperties } = schema;
  if (properties !== undefined && Object.hasOwn(properties, name)) return properties[name] ?? {};
  return typeof additionalProperties === 'object' ? additionalProperties : {};
}

function list(texts: readonly string[], schema: WireSchema): unknown {
  return texts.map((text) => typed(text, schema.items ?? {}));
}

function object(pairs: Pairs, schema: WireSchema): unknown {
  return Object.fromEntries(pairs.map(([name, text]) => [name, typed(text, propertyOf(schema, name))]));
}

function alternating(texts: readonly string[]): Pairs {
  return texts.flatMap((text, index) => (index % 2 === 0 ? [[text, texts[index + 1] ?? ''] as const] : []));
}

function assigned(texts: readonly string[]): Pairs {
  return texts.map((text) => {
    const [name = '', ...rest] = text.split('=');
    return [name, rest.join('=')];
  });
}

/** The value of one parameter in a query or cookie header, given all decoded pairs. */
export function fromPairs(pairs: Pairs, name: string, schema: WireSchema, { style, explode }: WireStyle): unknown {
  const own = pairs.filter(([key]) => key === name).map(([, text]) => text);
  const isList = typesOf(schema).includes('array');
  if (style === 'deepObject') return deep(pairs, name, schema);
  if (!isList && !typesOf(schema).includes('object')) return typed(own[0] ?? '', schema);
  if (explode) return isList ? list(own, schema) : object(pairs, schema);
  const texts = (own[0] ?? '').split(delimiters[style] ?? ',');
  return isList ? list(texts, schema) : object(alternating(texts), schema);
}

/** `name[a][b]=1`, `name[a][]=1`, `name[0][a]=1`, as qs reads them. */
function deep(pairs: Pairs, name: string, schema: WireSchema): unknown {
  const inner = pairs.flatMap(([key, text]) => {
    const match = /^([^[\]]*)\[([^[\]]*)\](.*)$/s.exec(key);
    return match === null || match[1] !== name ? [] : [{ key: match[2] ?? '', rest: match[3] ?? '', text }];
  });
  if (inner.length === 0) return typed(pairs.find(([key]) => key === name)?.[1] ?? '', schema);
  if (inner.every(({ key }) => key === ''))
    return list(
      inner.map(({ text }) => text),
      schema,
    );
  const names = [...new Set(inner.map(({ key }) => key))];
  const isList = names.every((key) => /^\d+$/.test(key));
  const entries = names.map((key) => {
    const below = inner.filter((one) => one.key === key).map(({ rest, text }) => [`${key}${rest}`, text] as const);
    return [key, deep(below, key, isList ? (schema.items ?? {}) : propertyOf(schema, key))] as const;
  });
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** A path segment or header that was decoded before it is split. */
export function fromText(text: string, name: string, schema: WireSchema, { style, explode }: WireStyle): unknown {
  const isList = typesOf(schema).includes('array');
  const isObject = typesOf(schema).includes('object');
  const bare = style === 'label' || style === 'matrix' ? text.slice(1) : text;
  if (style === 'matrix' && explode && (isList || isObject)) {
    const pairs = assigned(bare.split(';'));
    return isList
      ? list(
          pairs.map(([, part]) => part),
          schema,
        )
      : object(pairs, schema);
  }
  const rest = style === 'matrix' ? bare.slice(name.length + 1) : bare;
  if (!isList && !isObject) return typed(rest, schema);
  const texts = rest.split(style === 'label' && explode ? '.' : (delimiters[style] ?? ','));
  return isList ? list(texts, schema) : object(explode ? assigned(texts) : alternating(texts), schema);
}

/** A form's fields: repeated names are lists, objects are JSON. */
export function fromForm(pairs: Pairs, schema: WireSchema): unknown {
  const names = [...new Set(pairs.map(([name]) => name))];
  return Object.fromEntries(
    names.map((name) => {
      const field = propertyOf(schema, name);
      const texts = pairs.filter(([key]) => key === name).map(([, text]) => text);
      return [name, typesOf(field).includes('array') ? list(texts, field) : typed(texts[0] ?? '', field)];
    }),
  );
}

/** What an XML parser makes of an element: texts, objects, and lists where a name stands more than once. */
export function fromXml(node: unknown, schema: WireSchema): unknown {
  const types = typesOf(schema);
  if (types.includes('array')) {
    const items = Array.isArray(node) ? node : [node];
    return items.map((item: unknown) => fromXml(item, schema.items ?? {}));
  }
  if (!types.includes('object')) return typed(typeof node === 'string' ? node : '', schema);
  const members = typeof node === 'object' && node !== null ? Object.entries(node) : [];
  return Object.fromEntries(
    members.map(([key, member]) => {
      const name = key.startsWith('@') ? key.slice(1) : key;
      return [name, fromXml(member, propertyOf(schema, name))];
    }),
  );
}
