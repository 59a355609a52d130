import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const PURE = ['src/core/**', 'src/predict/**', 'src/kernels/**', 'src/stages/**', 'src/neural/**', 'src/charts/**'];

/** What a pure layer must not touch, and what to use instead. */
const impure = [
  ['Math', 'random', 'Take an Rng (src/core/rng.ts) as an argument.'],
  ['Date', 'now', 'Take the time as an argument.'],
  ['performance', 'now', 'Take the time as an argument.']
].map(([object, property, message]) => ({ object, property, message }));

const noTimers = ['setTimeout', 'setInterval', 'requestAnimationFrame'].map((name) => ({
  name,
  message: 'Use `await pause(context)` (src/core/context.ts).'
}));
const noPage = ['window', 'document', 'navigator', 'localStorage', 'indexedDB', 'fetch'].map((name) => ({
  name,
  message: 'A pure layer takes what it needs as an argument.'
}));

export default ts.config(
  { ignores: ['dist/', 'node_modules/', '.cache/', 'tests/.tmp/', 'public/'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...svelte.configs['flat/recommended'],
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-dynamic-delete': 'off',
      'no-undef': 'off',
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 40, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'ExportAllDeclaration', message: 'No barrels: import the file.' }
      ]
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: { 'svelte/no-navigation-without-resolve': 'off', 'no-useless-assignment': 'off' }
  },
  { files: PURE, rules: { 'no-restricted-properties': ['error', ...impure], 'no-restricted-globals': ['error', ...noTimers, ...noPage] } },
  { files: ['tests/**', 'tools/**', '*.config.*'], rules: { 'max-lines-per-function': 'off', 'no-restricted-syntax': 'off' } },
  // Recursive plain data can't be written as a Record or an interface without losing what fits into it.
  {
    files: ['src/core/plain.ts'],
    rules: { '@typescript-eslint/consistent-type-definitions': 'off', '@typescript-eslint/consistent-indexed-object-style': 'off' }
  },
  { files: ['tests/**'], rules: { '@typescript-eslint/no-empty-function': 'off' } }
);
