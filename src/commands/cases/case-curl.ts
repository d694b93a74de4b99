import { toCurl } from '../../../runtime/requests/curl.ts';
import { caseHeading, type CaseFormat } from './case-format.ts';

/** A case as a curl command for a POSIX shell, under a comment that says what it is. */
export const caseCurl: CaseFormat = (ready, { origin, secretHeaders }) => {
  const variables = new Map(Array.from(secretHeaders, ([name, { variable }]) => [name, variable]));
  return `# ${caseHeading(ready)}\n${toCurl(ready.request, { origin, secretHeaders: variables })}\n\n`;
};
