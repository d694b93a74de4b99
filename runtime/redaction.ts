import type { HeaderList } from './model/exchange.ts';
import type { JsonValue } from './model/json.ts';

/** A credential: its value never leaves the engine. */
export interface Secret {
  /** The environment variable that stands for it in a curl line, e.g. `ATG_AUTHORIZATION`. */
  readonly name: string;
  readonly value: string;
}

/** Takes secrets out of whatever is about to leave the engine. */
export interface Redactor {
  /** Any text: known secret values become `[Filtered]`. */
  text(value: string): string;
  /** Values of headers that carry credentials by name, and known secrets in all others. */
  headers(headers: HeaderList): HeaderList;
  /** Userinfo, query parameters that carry credentials by name, and known secrets. */
  url(url: string): string;
  /** Members that carry credentials by name, and known secrets in all strings. */
  json(value: JsonValue): JsonValue;
}

/** Whether a header, parameter, cookie or property of this name carries a credential. */
export declare function isSensitiveName(name: string): boolean;
