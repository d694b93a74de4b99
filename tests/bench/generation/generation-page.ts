/** docs/generation.md: what the benchmark of generation measured that no machine changes. */
export function generationPage(suite: string, variety: string, values: number): string {
  return `# Generation: measured

\`npm run bench:generation -- --write\` writes this page; run without \`--write\`, it also measures CPU time and real documents.

## JSON Schema test suite

Every schema of the suite's required tests for which the suite has a valid instance and which the draft's own Ajv class
compiles. _valid_: \`fromSchema\` gives ${values} values and the package's validator takes each of them. _violating_, of the
schemas with an invalid instance: \`violating\` gives ${values} values, each rejected, with the keyword it names among the
reasons at the place it names. _disputed_: schemas of which the draft's own Ajv class judges a value otherwise than the
package's validator; each is listed at the end of this chapter. Formats are asserted.

${suite}

## Variety

What 1,000 values of one schema show between them: members, branches, properties present and absent, both edges of
bounds, kinds of text and of numbers.

${variety}
`;
}
