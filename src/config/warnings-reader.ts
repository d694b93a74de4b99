import { warningCodes, type WarningCode } from '../../runtime/model/warning-code.ts';
import { setReader } from './readers.ts';
import type { Reader } from './reader.ts';

const words = [...warningCodes, 'all'] as const;
const reader = setReader(() => words, 'warning', [...words].map((word) => `"${word}"`).join(' | '), words);

/** Warnings by their codes; `all` stands for every one. */
export const warningsReader: Reader<readonly WarningCode[]> = {
  ...reader,
  fromTexts: (texts, place, names) => expanded(reader.fromTexts(texts, place, names)),
  fromValue: (value, place, names) => expanded(reader.fromValue(value, place, names)),
};

function expanded(picked: readonly (typeof words)[number][]): readonly WarningCode[] {
  return warningCodes.filter((code) => picked.includes(code) || picked.includes('all'));
}
