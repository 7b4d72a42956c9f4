/** The checks that are no tests: each answers its complaints, and an empty answer is a pass. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientPackageComplaints, writePackageTypes } from './build-client.mjs';
import { writeClientTypes } from './build-web.mjs';
import { ROOT, say } from './project.mjs';
import { packageComplaints } from './supply-chain.mjs';

/** Commands of src/cli that write files kept in git; with --check they compare and exit 1. */
const GENERATORS = ['maps', 'policies', 'openapi', 'access', 'denials'];

const tool = (path) => [process.execPath, join(ROOT, 'node_modules', path)];

export const CHECKS = [
  { name: 'types', run: async () => { await writePackageTypes(); return complaintsOf(...tool('typescript/bin/tsc'), '--noEmit', '-p', '.'); } },
  { name: 'types of the staff app', run: async () => { await writeClientTypes(); return complaintsOf(...tool('typescript/bin/tsc'), '--noEmit', '-p', 'web'); } },
  { name: 'client package', run: async () => { await writePackageTypes(); return clientPackageComplaints() || complaintsOf(...tool('typescript/bin/tsc'), '--noEmit', '-p', 'clients/typescript'); } },
  { name: 'lint', run: () => complaintsOf(...tool('eslint/bin/eslint.js'), '.', '--max-warnings=0', '--cache', '--cache-strategy=content', '--cache-location=node_modules/.cache/eslint/') },
  { name: 'dependency rules', run: async () => { await writePackageTypes(); return complaintsOf(...tool('dependency-cruiser/bin/dependency-cruise.mjs'), ...['machines', 'src', 'test', 'bench', 'clients'].filter(isThere)); } },
  { name: 'package files', run: async () => packageComplaints() },
  { name: 'words', run: async () => wordComplaints() },
];

/** Needs a built tree. */
export function generatedChecks() {
  return GENERATORS.filter((name) => isThere(`dist/src/cli/${name}.js`)).map((name) => ({
    name: `generated files: ${name}`,
    run: async () => {
      const complaints = await complaintsOf(process.execPath, `dist/src/cli/${name}.js`, '--check');
      return complaints.includes('npm run') || complaints === '' ? complaints : `${complaints}\nrun \`npm run -s ${name}\` and commit what it writes`;
    },
  }));
}

/** Runs them at once, reports each as it ends, answers how many passed and failed. */
export async function runChecks(checks) {
  const results = await Promise.all(checks.map(async ({ name, run }) => {
    const startedAt = performance.now();
    const complaints = await run();
    report(name, complaints, performance.now() - startedAt);
    return complaints === '';
  }));
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

export function report(name, complaints, milliseconds) {
  const took = `(${(milliseconds / 1000).toFixed(1)} s)`;
  if (complaints === '') say(`ok    ${name} ${took}`);
  else say(`FAIL  ${name} ${took}\n${complaints.replace(/^/gm, '      ')}`);
}

/** What a command says when it does not exit 0; at least that. */
export function complaintsOf(command, ...args) {
  return new Promise((answer) => {
    let output = '';
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('close', (code, signal) => answer(code === 0 ? '' : output.trim() || `ended with ${signal ?? `exit code ${code}`}`));
  });
}

/** The engine says what documentation meets, never what a patient needs. Split here, or this file would complain of itself. */
const NEVER_SAID = ['medically', 'necessary'].join(' ');

/** What a merge leaves where two hands wrote: split for the same reason. */
const UNMERGED = new RegExp(`^(${'<'.repeat(7)}|${'>'.repeat(7)}) `, 'm');

function wordComplaints() {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64e6 });
  const said = files.split('\0').filter((file) => file !== '' && isThere(file)).flatMap((file) => {
    const text = readFileSync(join(ROOT, file), 'latin1').toLowerCase();
    const unmerged = UNMERGED.exec(text);
    if (unmerged !== null) return [`${file}:${text.slice(0, unmerged.index).split('\n').length}: is not merged`];
    const at = text.replace(/\s/g, ' ').indexOf(NEVER_SAID);
    return at < 0 ? [] : [`${file}:${text.slice(0, at).split('\n').length}: says "${NEVER_SAID}"; say what the documentation meets`];
  });
  return said.join('\n');
}

function isThere(path) {
  return existsSync(join(ROOT, path));
}
