import type { Check, CheckInput, Verdict } from '../../checks/contract.ts';
import { triesUndeclaredMethod } from '../../model/case.ts';
import { isThrottling, type Judge, type Judgement } from './judge.ts';

/** A promise only where a check of the user's has to wait. */
export type FullJudge = (input: CheckInput) => readonly Judgement[] | Promise<readonly Judgement[]>;

/**
 * What our checks find, and then what the user's do. Those judge every answer, one of 5xx too, but none to a method that the document does not have, and
 * no throttling: neither says anything of the operation.
 */
export function judgeCustom(judge: Judge, custom: readonly Check[]): FullJudge {
  if (custom.length === 0) return judge;
  return (input) => {
    const known = judge(input);
    const { response, case: sent } = input.exchange;
    if (isThrottling(response) || triesUndeclaredMethod(sent)) return known;
    const found = [...known];
    const waiting: Promise<readonly Judgement[]>[] = [];
    for (const check of custom) {
      const verdict = check.run(input);
      if (verdict.kind !== 'later') found.push(...judgementsOf(check, verdict));
      else waiting.push(verdict.verdict.then((settled) => judgementsOf(check, settled)));
    }
    return waiting.length === 0 ? found : Promise.all(waiting).then((late) => [...found, ...late.flat()]);
  };
}

function judgementsOf(check: Check, verdict: Verdict): readonly Judgement[] {
  return verdict.kind === 'fail' ? verdict.findings.map((finding) => ({ check, finding })) : [];
}
