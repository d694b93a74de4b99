import type { DescribedStep } from '../../../runtime/stateful/describe-plan.ts';

/** Writes a plan as text that ends in a newline. */
export type PlanFormat = (operation: string, steps: readonly DescribedStep[]) => string;

/** A plan as one JSON object on a line. */
export const planJson: PlanFormat = (operation, steps) =>
  `${JSON.stringify({ operation, phase: 'stateful', steps })}\n`;

/** A plan as comments: there is nothing in it that could be sent as it is. */
export const planComments: PlanFormat = (operation, steps) => {
  const lines = steps.map(({ operation: label, afterDelete, values }, at) => {
    const given = values.map(({ name, step, from }) => `${name} = ${from ?? 'an id'} of ${step}`);
    const facts = [...(afterDelete === true ? ['after the deletion'] : []), ...given];
    return `  ${at + 1}. ${label}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
  });
  return [`${operation} · stateful`, ...lines].map((line) => `# ${line.replaceAll(/\p{Cc}/gu, ' ')}\n`).join('') + '\n';
};
