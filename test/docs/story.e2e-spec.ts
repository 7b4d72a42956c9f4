/** Pastes the README's story and its tutorial into a shell beside a fresh demo practice, and holds what they print against what the page shows. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram, type Program } from '../demo/program';
import { story } from './documents';
import { paste } from './shell';

const GREETED = /Paste these[^]*={90}\n/;
const STORY_MS_MAX = 180_000;
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
    await paste(folder, program.address, parts);
    expect(readFileSync(join(folder, 'packet.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  }, STORY_MS_MAX);

  it('is followed by the tutorial "Add a payer": a file, its cases, a restart, two people, and the payer is answered for', async () => {
    const parts = story('Add a payer');
    const restartAt = parts.findIndex(({ commands }) => commands.startsWith('POLICY='));
    expect([parts.length, restartAt]).toEqual([5, 3]);
    await paste(folder, program.address, parts.slice(0, restartAt));
    expect(await program.stop('SIGTERM')).toBe(0);
    program = await startProgram(folder, GREETED);
    const [functions] = story();
    await paste(folder, program.address, [...(functions === undefined ? [] : [functions]), ...parts.slice(restartAt)]);
  }, STORY_MS_MAX);
});
