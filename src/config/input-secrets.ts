import { isSensitiveName, type Secret } from '../../runtime/redaction.ts';
import type { Settings } from './settings.ts';

/** The environment variable that stands for an input of a workflow: `password` gives `ATG_INPUT_PASSWORD`. */
export function inputSecretName(input: string): string {
  return `ATG_INPUT_${input.toUpperCase().replace(/[^A-Z\d]+/gu, '_')}`;
}

/** The inputs that carry credentials by their names. */
export function inputSecrets(inputs: Settings['workflowInputs']): readonly Secret[] {
  return Object.entries(inputs).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' && isSensitiveName(name) ? [{ name: inputSecretName(name), value }] : [],
  );
}
