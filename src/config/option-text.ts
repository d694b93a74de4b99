import { formatByteSize } from './byte-size.ts';
import type { Config } from './config.ts';
import { defaults } from './defaults.ts';
import { optionRow } from './options.data.ts';

/** An option's default as help and reference show it. */
export function defaultText(key: keyof Config): string {
  const { defaultText: words, reader } = optionRow(key);
  if (words !== undefined) return words;
  const value = (defaults as Readonly<Partial<Record<keyof Config, string | number | boolean>>>)[key];
  if (value === undefined) return 'none';
  return typeof value === 'number' && reader.type === 'bytes' ? formatByteSize(value) : `${value}`;
}

/** What `--help` says of an option: its sentence, its values and its default. */
export function helpText(key: keyof Config): string {
  const { help, reader, switches } = optionRow(key);
  const facts: string[] = [];
  if (reader.choices !== undefined && switches === undefined) facts.push(`values: ${reader.choices.join(', ')}`);
  const fallback = defaultText(key);
  if (fallback !== 'none' && fallback !== 'false') facts.push(`default: ${fallback}`);
  return facts.length === 0 ? help : `${help} (${facts.join('; ')})`;
}
