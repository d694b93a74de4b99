import type { Case } from '../model/case.ts';
import type { Operation } from '../model/operation.ts';
import { isStreamMediaType } from '../model/stream-media-types.ts';

/** Words by which operations and parameters ask for an answer that comes later. */
const waiting =
  /(?:^|[^a-z])(?:wait|waits|timeout|delay|poll|polling|longpoll|watch|stream|streaming|subscribe|sleep|listen|follow|tail|block|blocking)(?![a-z])/;

/** Whether a documented response of the operation has no end. */
export function isStream({ responses }: Operation): boolean {
  return responses.some(({ contents }) => contents.some(({ mediaType }) => isStreamMediaType(mediaType)));
}

/** Whether a long time may be what the request asks for, by the name of the operation or of a parameter that was sent. */
export function mayAskToWait({ path, operationId = '' }: Operation, { values }: Case): boolean {
  const sent = [values.path, values.query, values.header].flatMap((parameters) => Object.keys(parameters));
  return [path, operationId, ...sent].some((name) => waiting.test(inWords(name)));
}

/** `longPollTimeout` → `long poll timeout`. */
function inWords(name: string): string {
  return name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
}
