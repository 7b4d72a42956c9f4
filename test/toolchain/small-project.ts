/** The repository's scripts in a small project of its own, with an npm that only writes down what it was asked. */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** Installs the compiler by a link, as npm would by copying it. */
const NPM = `
const { appendFileSync, mkdirSync, symlinkSync, writeFileSync, rmSync } = require('node:fs');
appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
rmSync('node_modules', { recursive: true, force: true });
mkdirSync('node_modules');
symlinkSync(${JSON.stringify(join(ROOT, 'node_modules/@swc'))}, 'node_modules/@swc');
writeFileSync('node_modules/.package-lock.json', '{}');
console.log('added packages');
`;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class SmallProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'pathgate-toolchain-'));

  private variables: Readonly<Record<string, string>> = {};

  constructor() {
    cpSync(join(ROOT, 'scripts'), join(this.folder, 'scripts'), { recursive: true });
    cpSync(join(ROOT, '.swcrc'), join(this.folder, '.swcrc'));
    this.write('package.json', '{}');
    this.write('package-lock.json', '{}');
    this.write('machines/kernel.ts', 'export const answer: number = 42;');
    this.write('npm.cjs', NPM);
  }

  write(file: string, content: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), `${content}\n`);
  }

  remove(file: string): void {
    rmSync(join(this.folder, file), { recursive: true });
  }

  has(file: string): boolean {
    return existsSync(join(this.folder, file));
  }

  /** Environment variables of every later command. */
  with(variables: Readonly<Record<string, string>>): this {
    this.variables = variables;
    return this;
  }

  /** How often npm was asked to install. */
  installs(): number {
    return this.has('npm-calls') ? readFileSync(join(this.folder, 'npm-calls'), 'utf8').trim().split('\n').length : 0;
  }

  begin(...args: string[]): ChildProcess {
    return spawn(process.execPath, args, { cwd: this.folder, env: { ...process.env, npm_execpath: join(this.folder, 'npm.cjs'), ...this.variables } });
  }

  run(...args: string[]): Promise<Ended> {
    const child = this.begin(...args);
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk) => (stdout += String(chunk)));
    child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
    return new Promise((ended) => child.on('close', (code) => ended({ code, stdout, stderr })));
  }

  end(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
