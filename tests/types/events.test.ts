import { expectTypeOf, it } from 'vitest';
import type { RunEvent } from '../../runtime/events.ts';
import type { JsonValue } from '../../runtime/model/json.ts';

it('lets nothing but plain JSON into an event', () => {
  expectTypeOf<RunEvent>().toExtend<JsonValue>();
});

it('is a question that has another answer elsewhere', () => {
  expectTypeOf<{ readonly at: Date }>().not.toExtend<JsonValue>();
});
