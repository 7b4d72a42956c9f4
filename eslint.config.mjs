/** Lint without type information (types are tsc's): quick, and the bans of the two rooms. */
import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const SPECS = ['**/*.spec.ts', '**/*.e2e-spec.ts'];

function ban(selector, message) {
  return { selector, message };
}

const TIME_AND_CHANCE = [
  ban("MemberExpression[object.name='Math'][property.name='random']", 'machines/ is pure: ids and randomness are arguments.'),
  ban('AwaitExpression', 'machines/ is pure and synchronous.'),
  ban(':function[async=true]', 'machines/ is pure and synchronous.'),
  ban("NewExpression[callee.name='Promise']", 'machines/ is pure and synchronous.'),
  ban('ImportExpression', 'machines/ imports at the top only.'),
  ban('ImportDeclaration[source.value!=/^(\\.|xstate($|\\/))/]', 'machines/ imports only machines/ and xstate.'),
];
const THROWING = ban('ThrowStatement', 'Expected failures are values (Rejection); bugs go through machines/kernel/assert.');

const WRITES = '/^(save|insert|update|delete|remove|softDelete|softRemove|upsert|increment|decrement|clear)$/';
const REPOSITORY = '/([rR]epository|[mM]anager)$/';
const OTHER_WRITE_PATHS = [
  ban("CallExpression[callee.property.name='transaction'][callee.object.name=/([dD]ata[sS]ource|[mM]anager)$/]", 'One write path: commit through the event store; this one shares its connection and loses acknowledged writes.'),
  ban("CallExpression[callee.property.name='transaction'][callee.object.property.name=/([dD]ata[sS]ource|[mM]anager)$/]", 'One write path: commit through the event store; this one shares its connection and loses acknowledged writes.'),
  ban(`CallExpression[callee.property.name=${WRITES}][callee.object.name=${REPOSITORY}]`, 'One write path: commit through the event store.'),
  ban(`CallExpression[callee.property.name=${WRITES}][callee.object.property.name=${REPOSITORY}]`, 'One write path: commit through the event store.'),
  ban(`CallExpression[callee.property.name=${WRITES}][callee.object.callee.property.name='getRepository']`, 'One write path: commit through the event store.'),
];
const CLOCK = [
  ban("CallExpression[callee.object.name='Date'][callee.property.name='now']", 'Ask the clock of src/platform/clock: time is an argument.'),
  ban("NewExpression[callee.name='Date'][arguments.length=0]", 'Ask the clock of src/platform/clock: time is an argument.'),
];

const NEVER_RUNS = [
  ban("MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(only|skip|todo|failing|skipIf)$/]", 'A test that does not run proves nothing.'),
  ban("MemberExpression[object.object.name=/^(it|test|describe)$/][property.name=/^(only|skip)$/]", 'A test that does not run proves nothing.'),
  ban("CallExpression[callee.name=/^(fit|xit|xtest|fdescribe|xdescribe)$/]", 'A test that does not run proves nothing.'),
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'data/', 'web/src/api/schema.d.ts', 'web/src/api/forms.json', 'clients/typescript/src/schema.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  { files: ['web/src/**/*.{ts,tsx}'], ...jsxA11y.flatConfigs.recommended },
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      // tsc reports both, with types at hand.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.cjs', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', require: 'readonly', module: 'writable', __dirname: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly', performance: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['machines/**/*.ts'],
    ignores: SPECS,
    rules: {
      'no-restricted-globals': ['error', ...['Date', 'process', 'console', 'performance', 'crypto', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'Promise', 'require', 'Buffer', 'Intl'].map((name) => (
        { name, message: 'machines/ is pure: time, randomness and the outside world are arguments.' }))],
      'no-restricted-syntax': ['error', ...TIME_AND_CHANCE, THROWING],
    },
  },
  { files: ['machines/kernel/assert.ts'], rules: { 'no-restricted-syntax': ['error', ...TIME_AND_CHANCE] } },
  { files: ['src/**/*.ts'], ignores: SPECS, rules: { 'no-restricted-syntax': ['error', ...OTHER_WRITE_PATHS, ...CLOCK] } },
  { files: ['src/platform/{database,event-store,outbox,audit,idempotency}/**/*.ts'], ignores: SPECS, rules: { 'no-restricted-syntax': ['error', ...CLOCK] } },
  { files: ['src/platform/clock/**/*.ts'], ignores: SPECS, rules: { 'no-restricted-syntax': ['error', ...OTHER_WRITE_PATHS] } },
  {
    files: ['web/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    // A wide table scrolls in a region of its own, which the keyboard must reach.
    rules: { 'jsx-a11y/no-noninteractive-tabindex': ['error', { tags: [], roles: ['region', 'tabpanel'] }], 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: SPECS,
    rules: {
      'no-restricted-syntax': ['error', ...NEVER_RUNS],
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
);
