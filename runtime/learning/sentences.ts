import type { Demand } from './contract.ts';

/** One wording, matched as a whole, and what it may mean given what the groups hold. */
export type Sentence = readonly [wording: RegExp, meaning: (groups: readonly string[]) => readonly Demand[]];

/** A number as frameworks print it. */
const NUMBER = String.raw`(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)`;

/** The longest text that is taken for a message. */
const maxLength = 2_000;

/** Makes a sentence: `#` in the wording stands for a number. */
export function says(wording: string, meaning: (...groups: string[]) => readonly Demand[]): Sentence {
  return [new RegExp(`^(?:${wording.replaceAll('#', NUMBER)})$`, 'su'), (groups) => meaning(...groups)];
}

/** What a text means; `undefined` where no sentence has this wording, and no readings where one says nothing that can be learned. */
export function meaningOf(text: string, sentences: readonly Sentence[]): readonly Demand[] | undefined {
  if (text.length > maxLength) return undefined;
  for (const [wording, meaning] of sentences) {
    const match = wording.exec(text);
    if (match !== null) return meaning(match.slice(1).map((group) => group ?? ''));
  }
  return undefined;
}
