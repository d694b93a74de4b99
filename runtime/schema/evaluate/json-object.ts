/** A JSON object. A member that is `undefined` is none, as `JSON.stringify` has it. */
export type JsonObject = Readonly<Record<string, unknown>>;
