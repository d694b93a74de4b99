import type { ReadyCase } from '../../cases/ready-case.ts';
import type { FailureStep } from '../../model/failure-step.ts';
import type { Probe } from '../../model/probe.ts';
import type { Redactor } from '../../redaction.ts';
import type { Identities } from '../sending/identities.ts';
import { failureStep } from './failure-step.ts';
import type { ShownStep } from './shown-step.ts';

/** What is the same for all steps of all failures of a run. */
export interface StepsSetting {
  readonly redactor: Redactor;
  readonly identities: Identities;
}

/** The requests that show a failure, as they were sent. */
export interface ShownSteps {
  readonly before: readonly ShownStep[];
  readonly judged: ShownStep;
  readonly credentials: Probe['credentials'];
  readonly after: readonly ShownStep[];
}

/** The steps of a failure, numbered as they stand there. */
export function failureSteps(
  setting: StepsSetting,
  { before, judged, credentials, after }: ShownSteps,
): readonly FailureStep[] {
  const all = [...before, judged, ...after.map((one) => ({ ...one, look: true as const }))];
  const places = new Map(
    all.flatMap(({ planned }, at) => (planned === undefined ? [] : [[planned.at, at + 1] as const])),
  );
  return all.map((one) => stepOf(one, one === judged ? credentials : (one.changed ?? 'same'), places, setting));
}

function stepOf(
  shown: ShownStep,
  credentials: Probe['credentials'],
  places: ReadonlyMap<number, number>,
  setting: StepsSetting,
): FailureStep {
  const { status, look, afterMs, planned } = shown;
  const { given, ...step } = asSent(shown, credentials, setting);
  return {
    ...step,
    // What looks at a thing has its ids from wherever they came.
    ...(given === undefined || look === true
      ? {}
      : { given: given.map((one) => ({ ...one, step: places.get(one.step - 1) ?? one.step })) }),
    ...(status === undefined ? {} : { status }),
    ...(look === undefined ? {} : { look }),
    ...(afterMs === undefined ? {} : { afterMs }),
    ...(planned === undefined ? {} : { planned: plannedStep(planned, places) }),
  };
}

/** A request as a step, with all of its identity's headers but the credentials. */
function asSent(ready: ReadyCase, credentials: Probe['credentials'], setting: StepsSetting): FailureStep {
  const { identities, redactor } = setting;
  const { identity } = ready;
  const isChanged = credentials === 'none' || credentials === 'wrong';
  return failureStep(
    { ...ready, request: identities.actAs(ready.request, identity) },
    isChanged ? credentials : 'same',
    {
      redactor,
      headers: identities.headersOf(identity),
      secretHeaders: identities.secretHeadersOf(identity),
      identity: identity ?? identities.names[0],
    },
  );
}

/** A use of a step that did not come about gives nothing. */
function plannedStep(
  { role, afterDelete, uses }: NonNullable<ShownStep['planned']>,
  places: ReadonlyMap<number, number>,
): NonNullable<FailureStep['planned']> {
  const known = uses.flatMap(({ resource, step }) => {
    const place = places.get(step);
    return place === undefined ? [] : [{ resource, step: place }];
  });
  return { role, afterDelete, uses: known };
}
