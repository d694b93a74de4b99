/** `eslint.config.js` of every suite. */
export const eslintConfigText = `import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['node_modules', '**/*.js', '**/*.cjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
);
`;
