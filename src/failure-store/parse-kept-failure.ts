import { keptFailureVersion, type KeptFailure } from '../../runtime/model/kept-failure.ts';
import { phases } from '../../runtime/model/phase.ts';
import { isObject } from '../is-object.ts';

/** A kept failure, or what keeps a value from being one. Only what sending it again rests on is looked at. */
export function parseKeptFailure(value: unknown): KeptFailure | string {
  if (!isObject(value)) return 'it is no JSON object';
  const { version, spec, baseUrl, failure } = value;
  if (version !== keptFailureVersion) {
    return `its version is ${JSON.stringify(version) ?? 'missing'}, and this program reads version ${keptFailureVersion}`;
  }
  if (!isObject(spec) || typeof spec['source'] !== 'string' || typeof spec['title'] !== 'string') {
    return 'it does not say which document it is of';
  }
  if (typeof baseUrl !== 'string' || !URL.canParse(baseUrl)) return 'its base URL is none';
  if (!isObject(failure)) return 'it holds no failure';
  const wrong = faultOf(failure);
  return wrong ?? (value as KeptFailure);
}

/** Whether a text can be the name of a failure. */
export function isFailureId(text: string): boolean {
  return /^[0-9a-f]{12}$/.test(text);
}

function faultOf({ id, check, operation, mode, reproducibility, steps, title }: Fields): string | undefined {
  if (typeof id !== 'string' || !isFailureId(id)) return 'its failure has no id';
  for (const text of [check, operation, mode, title]) if (typeof text !== 'string') return 'its failure is incomplete';
  if (!isObject(reproducibility)) return 'its failure is incomplete';
  if (!Array.isArray(steps) || steps.length === 0) return 'it holds no request to send';
  return steps.every(isStep) ? undefined : 'a request of it is incomplete';
}

function isStep(step: unknown): boolean {
  if (!isObject(step)) return false;
  const { operation, mode, request, violations, seedPath, left, credentials } = step;
  return (
    typeof operation === 'string' &&
    (mode === 'positive' || mode === 'negative') &&
    (credentials === 'same' || credentials === 'none' || credentials === 'wrong') &&
    Array.isArray(violations) &&
    violations.every(isObject) &&
    isListOfTexts(left) &&
    isObject(seedPath) &&
    Number.isInteger(seedPath['seed']) &&
    Number.isInteger(seedPath['index']) &&
    phases.some((phase) => phase === seedPath['phase']) &&
    isObject(request) &&
    isRequest(request) &&
    isPlan(step['planned'])
  );
}

/** What was planned for a step of a sequence; there need be none. */
function isPlan(planned: unknown): boolean {
  if (planned === undefined) return true;
  if (!isObject(planned) || typeof planned['role'] !== 'string' || !Array.isArray(planned['uses'])) return false;
  return planned['uses'].every(
    (use: unknown) => isObject(use) && typeof use['resource'] === 'string' && Number.isInteger(use['step']),
  );
}

function isRequest({ method, target, headers, body }: Fields): boolean {
  return (
    typeof method === 'string' &&
    typeof target === 'string' &&
    target.startsWith('/') &&
    Array.isArray(headers) &&
    headers.every((header) => isListOfTexts(header) && header.length === 2) &&
    (body === undefined || (isObject(body) && (typeof body['text'] === 'string' || typeof body['base64'] === 'string')))
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
