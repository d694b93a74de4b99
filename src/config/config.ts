import type { Confidence } from '../../runtime/model/failure.ts';
import type { Mode } from '../../runtime/model/case.ts';
import type { Phase } from '../../runtime/model/phase.ts';
import type { JsonValue } from '../../runtime/model/json.ts';
import type { RecordLevel } from '../../runtime/engine/recording/record.ts';
import type { WarningCode } from '../../runtime/model/warning-code.ts';
import type { App } from '../app/app.ts';
import type { CustomCheck, CustomCheckFunction } from '../../runtime/checks/custom-check.ts';
import type { Serialiser } from '../../runtime/requests/serialiser.ts';

/** Header values by name; a list sends the header once for each value. */
export type HeaderMap = Readonly<Record<string, string | readonly string[]>>;

/** Who requests are sent as: static headers under a name. */
export interface IdentityConfig {
  readonly headers: HeaderMap;
}

type FilterBy = 'Path' | 'Method' | 'Tag' | 'OperationId';

/** `includePath`, `excludeTagRegex`, …: which operations are tested. */
export type FilterKey = `${'include' | 'exclude'}${FilterBy}${'' | 'Regex'}`;

/** Operation filters. Of each kind of `include…` that is given, one value must match; nothing of an `exclude…` may. */
export type FilterConfig = { readonly [K in FilterKey]?: readonly string[] };

/** What a configuration file may say, each key optional. The command line and `ATG_…` variables stand above it. */
export interface Config extends FilterConfig {
  /** The API description: a path, a URL, or `-` for standard input. */
  readonly spec?: string;
  /** Where requests go: scheme, host and path; replaces the document's server entry. @default the document's loopback server */
  readonly baseUrl?: string;
  /**
   * The application itself, tested in this process without a port: the module that exports it (`'src/app.ts'`, `'src/app.ts#name'`), or, in TypeScript and
   * JavaScript files and in programs, itself. @default none: requests go over the network
   */
  readonly app?: App | string;
  /** Headers of every request. */
  readonly headers?: HeaderMap;
  /** Who requests can be sent as, by name. The first is the default: what it is refused, the others are tried for. */
  readonly identities?: Readonly<Record<string, IdentityConfig>>;
  /** The phases to run. @default examples, coverage and fuzzing */
  readonly phases?: readonly Phase[];
  /** The ids of the checks to run; `default` stands for those that run where nothing is said. @default ['default'] */
  readonly checks?: readonly string[];
  /** The ids of checks to leave out. @default none */
  readonly excludeChecks?: readonly string[];
  /**
   * Checks of your own: each a function that judges an exchange, named as `checks` knows it, or an object that may also judge the run. In
   * TypeScript and JavaScript files only. @default none
   */
  readonly customChecks?: readonly (CustomCheck | CustomCheckFunction)[];
  /** Valid requests, invalid ones, or both. @default 'all' */
  readonly mode?: Mode | 'all';
  /** Send GET, HEAD, OPTIONS and QUERY alone. @default false */
  readonly safe?: boolean;
  /** Change and delete only what the run made. @default false */
  readonly ownOnly?: boolean;
  /** Delete at the end what the run made. @default true */
  readonly cleanup?: boolean;
  /** Fuzzing cases for each operation. @default 100 */
  readonly maxExamples?: number;
  /** Arazzo 1.0 documents whose workflows the phase `stateful` runs first: paths or URLs. @default none */
  readonly workflows?: readonly string[];
  /** What the workflows are given as inputs, by name; `workflow.name` is for one workflow alone. @default made up */
  readonly workflowInputs?: Readonly<Record<string, JsonValue>>;
  /** Let what the server's answers teach decide which valid requests fuzzing sends. @default true */
  readonly adapt?: boolean;
  /** Seconds after which the run stops. @default no limit */
  readonly maxTime?: number;
  /** Distinct failures after which the run stops. @default no limit */
  readonly maxFailures?: number;
  /**
   * How bodies are written of media types that are not known, or that are known better here; the first one that matches counts. In
   * TypeScript and JavaScript files only. @default none
   */
  readonly serialisers?: readonly Serialiser[];
  /** Let nothing through of JSON bodies that common frameworks convert or pass over: it is then sent as invalid, and sure. @default false */
  readonly strictTypes?: boolean;
  /** 32-bit unsigned integer that fixes every generated value. @default random */
  readonly seed?: number;
  /** Requests in flight at one time. @default 8 */
  readonly concurrency?: number;
  /** Seconds to wait for a response. @default 10 */
  readonly requestTimeout?: number;
  /** Seconds that an answer may take: what `max_response_time` judges by. @default no limit */
  readonly maxResponseTime?: number;
  /** Bytes of a response body that are read, as a number or `'10MB'`. @default '10MB' */
  readonly maxResponseSize?: number | string;
  /** Bytes of the largest document that is read, as a number or `'50MB'`. @default '50MB' */
  readonly maxSpecSize?: number | string;
  /** Follow file `$ref`s that leave the document's folder. @default false */
  readonly allowFileRefs?: boolean;
  /** Follow http `$ref`s to private addresses. @default false */
  readonly allowRemoteRefs?: boolean;
  /** Reports to write: `name` for standard output, `name=FILE` for a file. @default ['console'] */
  readonly report?: readonly string[];
  /** Write the changes of the document that make it agree with the server, as an OpenAPI Overlay. @default none */
  readonly suggestOverlay?: string;
  /** Which `case-finished` events carry their request and response. @default 'novel' */
  readonly record?: RecordLevel;
  /** Keep failures in `.api-test-gen/failures` of the working directory, and send them first in the next run. @default true */
  readonly keepFailures?: boolean;
  /** A file of failures that are known: they fail no run. @default none */
  readonly baseline?: string;
  /** Write what is found as the baseline; the run then fails for no failure. Not for use in a file. @default false */
  readonly baselineUpdate?: boolean;
  /** The lowest confidence at which a failure makes the exit status 1. @default 'likely' */
  readonly failOn?: Confidence;
  /** Percent of the selected operations that must have answered 2xx, else the exit status is 1. @default none */
  readonly minReached?: number;
  /** Percent of the keywords of request schemas that must have been exercised, valid and invalid, else the exit status is 1. @default none */
  readonly minKeywordCoverage?: number;
  /** Warnings that make the exit status 1; `all` for every one. @default none */
  readonly failOnWarning?: readonly (WarningCode | 'all')[];
  /** Colour in console output. @default 'auto': on a terminal, unless `NO_COLOR` is set */
  readonly color?: 'auto' | 'always' | 'never';
  /** The configuration file to read; `false` reads none. Not for use in a file itself. @default found upward from the working directory */
  readonly config?: string | false;
  /** Show the stack trace of every error. @default false */
  readonly debug?: boolean;
}

/** A configuration file's default export: the configuration, or a function that gives it. */
export type ConfigExport = Config | (() => Config | Promise<Config>);

/** Types a configuration file; gives back what it is given. */
export function defineConfig<C extends ConfigExport>(config: C & Exact<C>): C {
  return config;
}

/** Makes a misspelt key of an object literal a type error although the parameter is generic. */
type Exact<C> = C extends (...args: never) => unknown
  ? unknown
  : { readonly [K in Exclude<keyof C, keyof Config>]: never };
