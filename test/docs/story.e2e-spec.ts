/** Pastes the README's story and its tutorial into a shell beside a fresh demo practice, and holds what they print against what the page shows. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram, type Program } from '../demo/program';
import { ROOT, story, type StoryPart } from './documents';

const GREETED = /Paste these[^]*={90}\n/;
const STORY_MS_MAX = 180_000;
/** No line of output says this. */
const NEXT_PART = '=== the next part of the story ===';

/** What a reader's shell has: curl, or what stands in for it where there is none, and npm in the project's folder. */
const PREPARED = `
command -v curl > /dev/null || curl() { node '${join(__dirname, 'curl.cjs')}' "$@"; }
npm() { name=$3; shift 4; node '${join(ROOT, 'scripts/run.mjs')}' "$name" "$@"; }
`;

describe('the story of the README', () => {
  let folder: string;
  let program: Program;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pathgate-readme-'));
    program = await startProgram(folder, GREETED);
  });
  afterAll(async () => {
    await program.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs when it is pasted, and comes out as the page shows it', async () => {
    const parts = story();
    expect(parts.length).toBeGreaterThanOrEqual(8);
    await paste(parts);
    expect(readFileSync(join(folder, 'packet.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  }, STORY_MS_MAX);

  it('is followed by the tutorial "Add a payer": a file, its cases, a restart, two people, and the payer is answered for', async () => {
    const parts = story('Add a payer');
    const restartAt = parts.findIndex(({ commands }) => commands.startsWith('POLICY='));
    expect([parts.length, restartAt]).toEqual([5, 3]);
    await paste(parts.slice(0, restartAt));
    expect(await program.stop('SIGTERM')).toBe(0);
    program = await startProgram(folder, GREETED);
    const [functions] = story();
    await paste([...(functions === undefined ? [] : [functions]), ...parts.slice(restartAt)]);
  }, STORY_MS_MAX);

  async function paste(parts: readonly StoryPart[]): Promise<void> {
    const script = parts.map(({ commands }) => commands).join(`\necho '${NEXT_PART}'\n`).replaceAll('http://127.0.0.1:3000', program.address);
    const { stdout, stderr } = await shell(PREPARED + script);
    expect(stderr).toBe('');
    const printed = stdout.replaceAll(`${folder}/`, '').split(`${NEXT_PART}\n`);
    expect(printed).toHaveLength(parts.length);
    parts.forEach(({ output }, index) => expect(undated(printed[index] ?? '').trimEnd()).toMatch(asShown(undated(output))));
  }

  /** Not spawnSync: while this process stood still, nobody would read the service's log. */
  function shell(script: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
    return new Promise((resolve, reject) => {
      const output = { stdout: '', stderr: '' };
      const child = spawn('sh', ['-c', script], { cwd: folder, env: { ...process.env, PATHGATE_DATA: join(folder, 'data'), PATHGATE_DATABASE: '' } });
      child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
      child.on('error', reject);
      child.on('close', () => resolve(output));
    });
  }
});

/** Days and ids are another's every day; so is the revision of the policy in force. */
function undated(text: string): string {
  return text.replace(/\d{4}-\d{2}-\d{2}/g, 'DAY').replace(/\bp[A-Za-z0-9]{22}\b/g, 'ID').replace(/\(L38773 \w+\)/g, '(L38773)');
}

/** A line of dots stands for any number of lines. */
function asShown(output: string): RegExp {
  const lines = output.split('\n').map((line) => (line.trim() === '...' ? '(?:.*\\n)*?' : `${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\n`));
  return new RegExp(`^${lines.join('').replace(/\\n$/, '')}$`);
}
