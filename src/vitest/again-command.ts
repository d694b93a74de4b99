/** How one test is run again with the same values: its name as the pattern that vitest takes, and the seed where no option fixes it. */
export function againCommand(name: string, seed: number | { readonly fixed: number }): string {
  const pattern = name.replace(/[.*+?^$()[\]|\\]/g, String.raw`\$&`);
  const run = `vitest -t '${pattern}'`;
  return typeof seed === 'object' ? run : `${run}, with the environment variable ATG_SEED=${seed}`;
}
