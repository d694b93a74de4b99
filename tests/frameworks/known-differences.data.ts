/** A way in which a framework, used as its documentation says, breaks the contract it is documented with. */
export interface KnownDifference {
  readonly framework: RegExp;
  /** The packages, as a reader knows them. */
  readonly where: string;
  readonly check: string;
  readonly message: RegExp;
  /** What happens. */
  readonly what: string;
  /** Why, and what an API can do about it. */
  readonly why: string;
}

/** Every `proved` or `likely` failure of a clean API; docs/frameworks.md is made from them. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    framework: /^fastify/,
    where: '@fastify/multipart',
    check: 'not_a_server_error',
    message: /Multipart: Boundary not found|end of multipart data/,
    what: 'a multipart body without a boundary, or one that ends early, is answered with 500',
    why: '@fastify/multipart hands on what its parser throws without a status, and Fastify makes 500 of that. An error handler can turn it into 400.',
  },
  {
    framework: /^express/,
    where: 'express-openapi-validator and multer',
    check: 'not_a_server_error',
    message: /Unexpected end of form/,
    what: 'a multipart body that ends early is answered with 500',
    why: 'multer, which the validator reads uploads with, throws an error without a status. The error handler can turn it into 400.',
  },
  {
    framework: /^hono/,
    where: '@hono/zod-openapi',
    check: 'positive_data_acceptance',
    message: /body\.price the document says .*multipleOf 0\.5/s,
    what: '`multipleOf` is not in the document',
    why: 'The generator leaves it out, so that the document allows prices that the schema refuses. `.openapi({ multipleOf: 0.5 })` puts it in.',
  },
];

/** The difference that explains a failure, if one does. */
export function explains(name: string, check: string, message: string): KnownDifference | undefined {
  return knownDifferences.find(
    (known) => known.framework.test(name) && known.check === check && known.message.test(message),
  );
}
