/** What a run knows of who may use one operation. A member of `undefined` stands for the default identity. */
export interface Access {
  /** Who its requests are sent as. */
  identity: string | undefined;
  /** Who was answered 2xx. */
  readonly letIn: Set<string | undefined>;
  /** How often each was turned away. */
  readonly turnedAway: Map<string | undefined, number>;
  /** How often each was tried for what another one was refused. */
  readonly tries: Map<string | undefined, number>;
  /** While others are tried: settles once they were. */
  trial: Promise<void> | undefined;
}

export function createAccess(): Access {
  return { identity: undefined, letIn: new Set(), turnedAway: new Map(), tries: new Map(), trial: undefined };
}

/** Notes how an identity was answered. */
export function noteAccess(access: Access, identity: string | undefined, status: number): void {
  if (status >= 200 && status < 300) access.letIn.add(identity);
  else if (isTurnedAway(status)) access.turnedAway.set(identity, (access.turnedAway.get(identity) ?? 0) + 1);
}

/** Whether an answer says that who asks may not (RFC 9110 §15.5.2, §15.5.4). */
export function isTurnedAway(status: number): boolean {
  return status === 401 || status === 403;
}

/** Whether an identity is known to be of no use: turned away twice, and never answered 2xx. */
export function isShutOut({ letIn, turnedAway }: Access, identity: string | undefined): boolean {
  return !letIn.has(identity) && (turnedAway.get(identity) ?? 0) >= 2;
}
