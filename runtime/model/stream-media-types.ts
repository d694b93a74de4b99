/** Media types whose bodies go on for as long as there is news. */
const streams =
  /^\s*(?:text\/event-stream|application\/(?:jsonl|x-jsonlines|x-ndjson|ndjson|json-seq|stream\+json|[\w.+-]+\+json-seq)|multipart\/x-mixed-replace)\s*(?:;|$)/i;

/** Whether a body of this media type may have no end. */
export function isStreamMediaType(mediaType: string): boolean {
  return streams.test(mediaType);
}
