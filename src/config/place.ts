import { ConfigError, UsageError, type ApiTestGenError } from '../../runtime/errors.ts';

/** Where a setting was given. */
export type Place =
  | { readonly kind: 'flag'; readonly flag: string }
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly file: string; readonly path: string }
  | { readonly kind: 'call'; readonly path: string };

/** The place as a message names it. */
function describePlace(place: Place): string {
  if (place.kind === 'flag') return place.flag;
  if (place.kind === 'env') return `environment variable ${place.name}`;
  return place.kind === 'file' ? `${place.file}, key ${place.path}` : `option ${place.path}`;
}

/** The same place, one step deeper in a configuration file or object. */
export function below(place: Place, key: string | number): Place {
  const step = typeof key === 'number' ? `[${key}]` : /^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  return place.kind === 'file' || place.kind === 'call' ? { ...place, path: `${place.path}${step}` } : place;
}

/** The error for a value that cannot be used: a `ConfigError` if a file holds it, else a `UsageError`. */
export function invalidSetting(place: Place, message: string, hint: string): ApiTestGenError {
  const advice = { where: describePlace(place), hint };
  return place.kind === 'file' ? new ConfigError(message, advice) : new UsageError(message, advice);
}

/** Any value as a message shows it: short, on one line. */
export function shown(value: unknown): string {
  let text: string | undefined;
  try {
    text = typeof value === 'bigint' ? `${value}n` : JSON.stringify(value);
  } catch {
    text = undefined; // a cycle
  }
  text ??= typeof value;
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
