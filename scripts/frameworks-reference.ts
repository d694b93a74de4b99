import { knownDifferences } from '../tests/frameworks/known-differences.data.ts';

/** What clean APIs in common frameworks show, as Markdown, from the table that their runs are held to. */
export function frameworksReference(): string {
  return [introduction, ...knownDifferences.map(section), mockServer, ''].join('\n\n');
}

const introduction = `# Common frameworks, run against their own documents

\`fixtures/frameworks\` holds small, clean APIs: Fastify with JSON schemas and @fastify/swagger, Hono with @hono/zod-openapi, Express with
express-openapi-validator, NestJS with class-validator and @nestjs/swagger (the validation pipe as it is, with \`whitelist\`, and with
\`forbidNonWhitelisted\`), and FastAPI. Each keeps its framework's validation and defaults. \`npx tsx tests/frameworks/run.ts\` installs them, sends
20,000 and more requests to each, and ends with status 1 for any \`proved\` or \`likely\` failure but those below. Each of these is a way in which
the framework, used as its documentation says, breaks the document that goes with it; an API can mend it as told.

What a framework merely takes more kindly than its document says (a number as text, null for an absent property, a single item for a list, a
property that is stripped), and how it answers what it cannot even read (415 and 400 that nobody documents, text where the document has JSON),
is no failure: it stands in the report as \`heuristic\`, once for the whole API. This page is generated from
\`tests/frameworks/known-differences.data.ts\`.`;

const mockServer = `## Prism, which judges requests by the same document

\`npx tsx tests/frameworks/prism.ts\` sends to Prism 5.14 what we hold valid, but for what a sane server may refuse, and lists why it refuses some. Of
Spotify, Asana, Adyen, Discourse, Slack and OpenAI's first document it takes every request, of DigitalOcean 99.9 %, of GitLab 99.7 %. What it
refuses is of its own reading:

- keywords beside \`$ref\` in OpenAPI 3.0, which that version says to ignore (DigitalOcean);
- an object in a part of a multipart body, which is JSON unless an encoding says otherwise, and which it takes for text (Box, OpenAI);
- a property of a form that is required and that no \`properties\` name (Box), and some lists in forms (GitLab).`;

function section({ where, check, what, why }: (typeof knownDifferences)[number]): string {
  return `## ${where}: ${what}\n\n\`${check}\`. ${why}`;
}
