/** Pastes what a page shows into a shell, and holds what that prints against the page. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, type StoryPart } from './documents';

/** No line of output says this. */
const NEXT_PART = '=== the next part of the story ===';

/** What a reader's shell has: curl, or what stands in for it where there is none, and npm in the project's folder. */
const PREPARED = `
command -v curl > /dev/null || curl() { node '${join(__dirname, 'curl.cjs')}' "$@"; }
npm() { name=$3; shift 4; node '${join(ROOT, 'scripts/run.mjs')}' "$name" "$@"; }
`;

/** In `folder`, beside the service at `address`. */
export async function paste(folder: string, address: string, parts: readonly StoryPart[]): Promise<void> {
  const script = parts.map(({ commands }) => commands).join(`\necho '${NEXT_PART}'\n`).replaceAll('http://127.0.0.1:3000', address);
  const { stdout, stderr } = await shell(folder, PREPARED + script);
  expect(stderr).toBe('');
  const printed = stdout.replaceAll(`${folder}/`, '').split(`${NEXT_PART}\n`);
  expect(printed).toHaveLength(parts.length);
  parts.forEach(({ output }, index) => expectShown(printed[index] ?? '', output));
}

export function expectShown(printed: string, shown: string): void {
  expect(undated(printed).trimEnd()).toMatch(asShown(undated(shown)));
}

/** Not spawnSync: while this process stood still, nobody would read the service's log. */
export function shell(folder: string, script: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    const child = spawn('sh', ['-c', script], { cwd: folder, env: { ...process.env, PATHGATE_DATA: join(folder, 'data'), PATHGATE_DATABASE: '' } });
    child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}

/** Days and ids are another's every day; so is the revision of the policy in force. */
function undated(text: string): string {
  return text.replace(/\d{4}-\d{2}-\d{2}/g, 'DAY').replace(/\bp[A-Za-z0-9]{22}\b/g, 'ID').replace(/\(L38773 \w+\)/g, '(L38773)');
}

/** A line of dots stands for any number of lines. */
function asShown(output: string): RegExp {
  const lines = output.split('\n').map((line) => (line.trim() === '...' ? '(?:.*\\n)*?' : `${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\n`));
  return new RegExp(`^${lines.join('').replace(/\\n$/, '')}$`);
}
