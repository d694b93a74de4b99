import { faker } from '@faker-js/faker/locale/en';
import { describe, expect, it } from 'vitest';
import { realisticNames } from '../../../../runtime/cases/examples/realistic-names.data.ts';
import { createRealisticNames, loadRealisticNames } from '../../../../runtime/cases/examples/realistic-names.ts';
import { hasFormat } from '../../../../runtime/schema/formats.ts';

const own = createRealisticNames();

describe('what a name suggests', () => {
  it.each([
    ['email', 'email'],
    ['E-Mail', 'email'],
    ['billing_email_address', 'email'],
    ['customerEmails', 'email'],
    ['EMAIL', 'email'],
    ['homepageURL', 'uri'],
    ['IPAddress', 'ipv4'],
    ['created_at', 'date-time'],
    ['birthDate', 'date'],
  ])('%s is a value of format %s', (name, format) => {
    const [first] = own.suggest(name, 3);
    expect(first).toSatisfy((value) => typeof value === 'string' && hasFormat(format, value));
  });

  it.each(['id', 'userId', 'foo', '', '__proto__', 'constructor', 'x-y-z', 'ünicode'])(
    '%j suggests nothing',
    (name) => {
      expect(own.suggest(name, 1)).toEqual([]);
    },
  );

  it('is the same for the same seed, and all values in turn for others', () => {
    expect(own.suggest('city', 7)).toEqual(own.suggest('city', 7));
    expect(new Set([0, 1, 2, 3].map((seed) => own.suggest('city', seed)[0])).size).toBe(4);
    expect(own.suggest('city', 4_294_967_295)[0]).toEqual(expect.any(String));
  });
});

describe('the table', () => {
  const names = realisticNames.flatMap((entry) => entry.names);

  it('has each name once, in the form it is looked up in', () => {
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z\d]+$/);
  });

  it('gives every name a value', () => {
    for (const name of names) expect(own.suggest(name, 1).length, name).toBeGreaterThan(0);
  });

  it('has account numbers whose check digits hold', () => {
    for (const value of own.suggest('iban', 0)) expect(value).toSatisfy((iban) => ibanRemainder(String(iban)) === 1n);
  });
});

describe('with faker', () => {
  it('gives its values first, the same for the same seed, and leaves the shared one alone', async () => {
    const names = await loadRealisticNames();
    faker.seed(42);
    const expected = faker.person.firstName();
    faker.seed(42);
    const first = names.suggest('firstName', 9);
    expect(faker.person.firstName()).toBe(expected);
    expect(names.suggest('firstName', 9)).toEqual(first);
    expect(first.length).toBe(own.suggest('firstName', 9).length + 1);
    const many = new Set(Array.from({ length: 40 }, (_, seed) => names.suggest('firstName', seed)[0]));
    expect(many.size).toBeGreaterThan(20);
  });

  it('gives each entry a text or a number', async () => {
    const names = await loadRealisticNames();
    for (const {
      names: [name = ''],
      values,
      faker: make,
    } of realisticNames) {
      expect(names.suggest(name, 1).length, name).toBe(values.length + (make === undefined ? 0 : 1));
    }
  });

  it('goes on with our table where the library is of another make', () => {
    expect(createRealisticNames({} as typeof faker).suggest('firstName', 1)).toEqual(own.suggest('firstName', 1));
  });
});

function ibanRemainder(iban: string): bigint {
  const digits = (iban.slice(4) + iban.slice(0, 4)).replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n;
}
