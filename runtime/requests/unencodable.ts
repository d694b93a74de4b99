/** A value that the wire cannot carry where it should stand. */
export interface Unencodable {
  readonly reason: string;
}

export function unencodable(reason: string): Unencodable {
  return { reason };
}
