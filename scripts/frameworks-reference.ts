import { knownDifferences } from '../tests/frameworks/known-differences.data.ts';

/** What clean APIs in common frameworks show, as Markdown, from the table that their runs are held to. */
export function frameworksReference(): string {
  return [introduction, ...knownDifferences.map(section), mockServer, realBackEnds, ''].join('\n\n');
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

const realBackEnds = `## Real back ends with databases of their own

\`npx tsx tests/frameworks/backends.ts\` installs applications from the package registries below the folder for temporary files, starts each with an
empty database, and tests it by the document that it publishes, with credentials and nothing else (no examples, no filters). \`--seconds\` limits each. It prints what answered 2xx, what
did not and why, and every failure. The figures are of a machine of two cores that did other work as well, four requests at a time:

| back end | made with | answered 2xx | requests | time | CPU | proved | likely |
|---|---|---|---|---|---|---|---|
| @loopback/example-todo 6.0.0 | LoopBack 4 (Node) | 8 of 8 | 967 | 31 s | 4 s | 4 | 0 |
| Kinto 26.5.0 | Pyramid and Cornice (Python), Swagger 2.0, PostgreSQL | 41 of 44 | 1,678 | 112 s | 8 s | 12 | 0 |
| Label Studio 1.23.2 | Django REST framework and drf-spectacular (Python), SQLite | 75 of 190 | 1,878 | 188 s | 11 s | 71 | 21 |
| Prefect 3.8.8 | FastAPI and SQLAlchemy (Python), SQLite | 164 of 187 | 3,057 | 155 s | 19 s | 25 | 16 |

Prefect's line is of one request at a time, without its background services (\`npx tsx tests/frameworks/backends.ts prefect --concurrency 1 --seconds 140\`) and with the
versions of its libraries that \`backends.data.ts\` pins: more at once, and SQLite locks itself up and most of the time goes into waiting (131 of 187 with two at a time).
The lines of LoopBack and Label Studio are of an earlier version of this tool.

What the rest needs:

- **Kinto** (\`npx tsx tests/frameworks/backends.ts kinto --seconds 110\`) is set up as its own \`init\` does it, with the administrator that its settings
  name, and a PostgreSQL that comes with a package. What is left: \`POST /accounts\` demands \`data.id\`, which the document does not know; \`GET /__version__\`
  is 500 without a file that packaging writes; \`DELETE /__user_data__/{principal}\` is forbidden to the administrator. Without an administrator,
  on its storage in memory and in 157 s, it was 38 of 46; the peer (Schemathesis 4.32.5, the same time, its own stateful phase on) reached 22 of those
  with 952 requests and 21.8 s of CPU.
- **Label Studio**: it answers ten requests a second here, so that the time ends before most sequences begin. Of what was asked: storages of S3,
  GCS, Azure and Redis that exist, host names that resolve (a webhook, an ML back end), a label configuration in its own XML, a licence
  ("Feature not enabled"), and \`?project=\`, which it demands and the document does not.
- **Prefect**: a header \`X-PREFECT-API-VERSION\` that the document calls any text, and the server wants as \`x.y.z\`; ids that only a PUT without an id in its path gives
  (\`/saved_searches\`); a flow's name in the path of a deployment, which no answer about deployments has; CSRF protection that is off; and rules of words alone
  ("must only contain lowercase letters, numbers, and dashes").

Three things keep a run from such applications, whoever tests them, and are dealt with:

- **Locking oneself out.** Kinto's \`DELETE /accounts\` deletes one's own, Label Studio's \`POST /api/current-user/reset-token\` and
  \`POST /api/jwt/settings\` end the token of the run: everything after it was 401, 9 of 46 and 2 of 190 operations were reached. Such operations
  come last, after the things that the run made were deleted.
- **Bodies that the document forgets to require** (every document of drf-spectacular with optional members): sequences send them.
- **503 when requests come together** (Prefect on SQLite) is one failure, whatever number of operations shows it.

In the runs of the table no check of histories raised a \`proved\` or \`likely\` alarm; earlier runs against Kinto raised two that were false, and are tests now (a password's hash, salted anew
at each PUT; a list that the server adds the writer to). Of what else was found most was read, and nothing of that was seen to be untrue; the sources of the servers were not read. Such as these:

- LoopBack: \`GET /todos?filter={"fields":{"title":false}}\` leaves out what the schema requires; \`{"where":{"name":[null]}}\`, a POST without a
  body and a PUT of what is not there are answered 500.
- Kinto: \`password\` is required in the answer's schema and never sent; several writes are answered 500 ("A programmatic error occurred").
- Label Studio: 500 for \`?ids=E\` ("Field 'id' expected a number"), for a host that does not resolve, for null where the document allows it and for
  nested objects that it cannot write; members without \`nullable\` that are null; answers of \`?include=\` without what is required.
- Prefect: 201 where 200 is documented, \`detail\` as text where \`HTTPValidationError\` has a list, 500 for a name that is taken, 503 for writes
  that come together.`;

function section({ where, check, what, why }: (typeof knownDifferences)[number]): string {
  return `## ${where}: ${what}\n\n\`${check}\`. ${why}`;
}
