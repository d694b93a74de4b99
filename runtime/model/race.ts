/** What requests are raced for: to make something, to change it under a condition (`If-Match`), to take it away, to do something with it, or to change it while it is taken away. */
export type RaceSubject = 'create' | 'conditional' | 'delete' | 'action' | 'deletion';

/** What parallel requests showed that the same requests did not show one after the other. */
export type RaceAnomaly =
  /** More were accepted than a server that does one after the other accepts. */
  | { readonly kind: 'accepted-too-often'; readonly limit: number; readonly accepted: number }
  /** Each of them changes a number by so much, and what it shows afterwards is not what the accepted ones add up to. */
  | {
      readonly kind: 'lost-change';
      readonly pointer: string;
      readonly before: number;
      readonly delta: number;
      readonly accepted: number;
      readonly shown: number;
    }
  /** A thing is there after it was deleted with success. */
  | { readonly kind: 'came-back' }
  /** 5xx, a broken connection or no answer in time. */
  | { readonly kind: 'failed'; readonly how: string };

/** A race as its check is told of it. */
export interface RaceView {
  readonly subject: RaceSubject;
  readonly anomaly: RaceAnomaly;
  /** How each of the parallel requests was answered, in the order they were sent. */
  readonly answers: readonly string[];
  /** How the same requests were answered one after the other, in each of the serial orders that were tried. */
  readonly serial: readonly (readonly string[])[];
  /** Whether it showed again with fresh things. */
  readonly repeated: boolean;
}
