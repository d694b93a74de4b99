/** Something that one operation's answer gave and another's request was sent with, and how that went. Plain JSON. */
export type MeasuredEdge = {
  readonly producer: string;
  /** Where in the answer, as in a runtime expression; a star stands for any item of a list. */
  readonly place: string;
  readonly consumer: string;
  /** Where in the request: `path`, `query`, `body`, … */
  readonly in: string;
  /** The parameter's name; in a body the pointer. */
  readonly name: string;
  /** How often it was sent and the answer told whether it served. */
  readonly tried: number;
  /** How often it led to something. */
  readonly worked: number;
};
