import { describe, expect, test } from 'vitest';
import { forAll } from '../../../src/vitest/for-all.ts';
import { fetchNotes, mendedNotes, notesDocument } from '../../e2e/notes-app.ts';

const options = { spec: notesDocument, config: false, seed: 3 } as const;

describe('forAll', () => {
  test('holds where it does, of valid requests alone', async () => {
    const titles = new Set<unknown>();
    await forAll(
      'POST /notes',
      async ({ request, send }) => {
        expect([request.method, request.url]).toEqual(['POST', 'http://localhost/api/notes']);
        expect(request.headers.get('content-type')).toBe('application/json');
        const response = await send();
        expect(response.status).toBe(201);
        const { title } = request.body as { readonly title: string };
        expect(await response.json()).toMatchObject({ title });
        titles.add(title);
      },
      { ...options, app: mendedNotes },
    );
    expect(titles.size).toBeGreaterThan(20);
  });

  test('shows the smallest request for which it does not', async () => {
    const failing = forAll(
      'POST /notes',
      async ({ send }) => {
        const { title } = (await (await send()).json()) as { readonly title: unknown };
        if (typeof title !== 'string') throw new TypeError('a title that is no text');
      },
      { ...options, app: fetchNotes },
    );
    const error = await failing.catch((caught: unknown) => caught as Error);
    expect(error).toBeInstanceOf(Error);
    const { message, cause } = error as Error;
    expect(message).toMatch(/Counterexample: \[POST \/api\/notes \{"title":"[^"]{1,16}"\}\]/);
    expect(cause).toEqual(new TypeError('a title that is no text'));
  });

  test('sends the same for the same seed', async () => {
    const drawn = async (): Promise<readonly string[]> => {
      const urls: string[] = [];
      const property = ({ request }: { readonly request: { readonly url: string } }): void => {
        urls.push(request.url);
      };
      await forAll('GET /notes', property, { ...options, numRuns: 30, app: fetchNotes });
      return urls;
    };
    const urls = await drawn();
    expect(urls).toHaveLength(30);
    expect(await drawn()).toEqual(urls);
  });

  test('names the closest operation, and what it cannot draw', async () => {
    const wrong = forAll('POST /note', () => undefined, { ...options, app: fetchNotes });
    await expect(wrong).rejects.toMatchObject({ hint: 'Did you mean "POST /notes"?' });
  });
});
