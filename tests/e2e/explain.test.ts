import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../runtime/checks/contract.ts';
import { builtinChecks } from '../../runtime/checks/index.ts';
import { undocumentedFields } from '../../runtime/checks/undocumented-fields.ts';
import { checkPage } from '../../src/commands/explain/check-page.ts';
import { wrapMarkdown } from '../../src/commands/explain/wrap-markdown.ts';
import { runCli } from './run-cli.ts';

const checks: readonly Check[] = builtinChecks;

describe('explain', () => {
  it('prints the page of a check', async () => {
    const { exitCode, stdout, stderr } = await runCli(['explain', 'undocumented_fields']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toBe(wrapMarkdown(checkPage(undocumentedFields), 100));
    expect(stdout).toContain('--checks default,undocumented_fields');
  });

  it('lists all checks', async () => {
    const { exitCode, stdout } = await runCli(['explain']);
    expect(exitCode).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(checks.map(({ id }) => id));
  });

  it('knows what was meant', async () => {
    const { exitCode, stderr } = await runCli(['explain', 'http_semantic']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Did you mean "http_semantics"?');
  });
});

describe('the page of a check', () => {
  it.each(checks)('is complete: $id', ({ summary, page }) => {
    const sentences = [summary, page.finds.split('\n')[0] ?? '', ...page.silent, ...Object.values(page.confidence)];
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z0-9`].*[.:)]$/s);
    expect(page.silent.length).toBeGreaterThan(0);
    expect(page.sources.length).toBeGreaterThan(0);
    expect(Object.keys(page.confidence).length).toBeGreaterThan(0);
  });

  it('stands in the docs', () => {
    const pages = readdirSync(new URL('../../docs/checks/', import.meta.url)).sort();
    expect(pages).toEqual(['README.md', ...checks.map(({ id }) => `${id}.md`)].sort());
  });

  it('is broken between words, with lists that hang', () => {
    expect(wrapMarkdown('- one two three\n\nfour five', 9)).toBe('- one two\n  three\n\nfour five');
    expect(wrapMarkdown('incomprehensible words', 5)).toBe('incomprehensible\nwords');
  });
});
