import type { Check } from '../../../runtime/checks/contract.ts';
import type { Confidence } from '../../../runtime/model/failure.ts';

const confidences: readonly Confidence[] = ['proved', 'likely', 'heuristic'];

/** All there is to say of a check, as Markdown, from its own metadata. */
export function checkPage({ id, summary, severity, page, optIn }: Check): string {
  const sure = confidences.flatMap((confidence) => {
    const when = page.confidence[confidence];
    return when === undefined ? [] : [`**${confidence}**: ${when}`];
  });
  const parts: readonly (readonly [title: string, text: string | undefined])[] = [
    ['Finds', page.finds],
    ['Says nothing of', list(page.silent)],
    ['How sure it is', `${list(sure)}\n\n${failing}`],
    ['Severity', `${severity}.`],
    ['Options', page.options],
    [optIn === true ? 'Switch it on' : 'Switch it off', optIn === true ? switchOn(id) : switchOff(id)],
    ['Rests on', list(page.sources)],
  ];
  const sections = parts.flatMap(([title, text]) => (text === undefined ? [] : [`## ${title}\n\n${text}`]));
  return `${[`# ${id}`, summary, ...sections].join('\n\n')}\n`;
}

/** What there is, each with a link to its page. */
export function checkIndex(checks: readonly Check[]): string {
  const rows = checks.map(
    ({ id, summary, optIn }) => `| [${id}](${id}.md) | ${summary} | ${optIn === true ? 'no' : 'yes'} |`,
  );
  return ['# Checks', indexIntroduction, ['| Check | Rule | On |', '| --- | --- | --- |', ...rows].join('\n'), ''].join(
    '\n\n',
  );
}

const failing =
  'What is `proved` or `likely` makes the exit status 1; `--fail-on proved` and `--fail-on heuristic` draw the line elsewhere.';

const indexIntroduction = `Every answer is judged by all checks that are on. The pages are those that \`api-test-gen explain <check>\` prints.
\`--checks\` names the checks to run (\`default\` stands for those that are on), \`--exclude-checks\` those to leave out.

What belongs to one defect is one failure, of the first check that it belongs to: an answer of 5xx is \`not_a_server_error\`’s alone, an
undocumented status \`status_code_conformance\`’s. 429, and 503 with \`Retry-After\`, are waited for and no failure.`;

function switchOff(id: string): string {
  return `\`--exclude-checks ${id}\` on the command line, \`excludeChecks: ['${id}']\` in the configuration file.`;
}

function switchOn(id: string): string {
  return `It only runs where it is named: \`--checks default,${id}\` on the command line, \`checks: ['default', '${id}']\` in the configuration file.`;
}

function list(entries: readonly string[]): string {
  return entries.map((entry) => `- ${entry}`).join('\n');
}
