/** What the pages name exists, and what exists and matters to a reader is named. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PRACTICE_ROLES } from '../../src/platform/auth/permissions';
import { CODES_BY_STATUS } from '../../src/platform/http/problem';
import { page, pages, ROOT, section } from './documents';

const README = page('README.md');

/** The README's three recipes make these. */
const MADE_BY_A_RECIPE = /example|drug-test|src\/practice\//;

const found = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map(([, first = '']) => first);
const sorted = (words: Iterable<string>): readonly string[] => [...new Set(words)].sort();

describe('the pages', () => {
  const scripts = Object.keys((JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts);

  it.each(pages())('$path: every npm command is a script', ({ text }) => {
    expect(found(text, /npm run(?: -s)? ([a-z][a-z-]*)/g).filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it.each(pages())('$path: every relative link leads somewhere', ({ path, text }) => {
    const links = found(text, /\]\((?!https?:|#)([^)#\s]+)/g);
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(path), link)))).toEqual([]);
  });

  it.each(pages())('$path: every file it names is there', ({ text }) => {
    const files = found(text, /`((?:machines|src|test|docs|scripts|bench|migrations)\/[\w./@-]+)`/g);
    expect(files.filter((file) => !existsSync(join(ROOT, file)) && !MADE_BY_A_RECIPE.test(file))).toEqual([]);
  });
});

describe('the README', () => {
  it('names every script', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    const named = section(README, 'Commands').match(/^\| `npm [^`]+`/gm)?.map((row) => row.replace(/^\| `npm (?:run )?(?:-s )?/, '').split(/[ `]/)[0] ?? '') ?? [];
    expect(sorted(named)).toEqual(sorted(Object.keys(scripts)));
  });

  it('lists the endpoints of the API document, no other, each with what it needs', () => {
    const { paths } = JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8')) as { paths: Record<string, Record<string, { parameters: { name: string }[] }>> };
    const documented = Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations).map(([method, { parameters }]) => {
      const needs = ['Idempotency-Key', 'If-Match'].filter((header) => parameters.some(({ name }) => name === header));
      return `${method.toUpperCase()} ${path} ${needs.join(' + ').replace('Idempotency-Key', 'Key')}`.trimEnd();
    }));
    const listed = [...section(README, 'Endpoints').matchAll(/^\| `([A-Z]+ [^`]+)` \|.*\| ([^|]*) ?\|$/gm)].map(([, endpoint = '', needs = '']) => `${endpoint} ${needs.trim()}`.trimEnd());
    expect(sorted(listed)).toEqual(sorted(documented));
  });

  it('lists every role that has a key', () => {
    expect(sorted(found(section(README, 'Roles'), /^\| `([a-z-]+)`/gm))).toEqual(sorted(PRACTICE_ROLES));
  });
});

describe('docs/api.md', () => {
  it('lists every problem code under its status', () => {
    const rows = [...section(page('docs/api.md'), 'Problems').matchAll(/^\| (\d{3}) \|[^|]*\| ([^|]*) \|$/gm)];
    const inAnyOrder = (codes: readonly string[]): readonly string[] => [...codes].sort();
    expect(Object.fromEntries(rows.map(([, status = '', codes = '']) => [status, inAnyOrder(found(codes, /`([a-z-]+)`/g))]))).toEqual(Object.fromEntries(Object.entries(CODES_BY_STATUS).map(([status, codes]) => [status, inAnyOrder(codes)])));
  });
});

describe('docs/standards.md', () => {
  it('names tests that are there', () => {
    const named = found(readFileSync(join(ROOT, 'docs/standards.md'), 'utf8'), /`([a-z-]+(?:\/[a-z.-]+)+)`/g);
    expect(named.length).toBeGreaterThan(20);
    const places = (name: string): readonly string[] => ['.spec.ts', '.e2e-spec.ts'].map((ending) => `test/${name}${ending}`).concat(`src/${name}`);
    expect(named.filter((name) => !places(name).some((path) => existsSync(join(ROOT, path))))).toEqual([]);
  });
});
