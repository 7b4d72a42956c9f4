/** The page for whoever runs the service, the files to deploy and the program speak of the same settings and measures. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE_ROLE } from '../../src/platform/database/service-role';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const SETTING = /\b(?:PATHGATE_[A-Z_]+|OTEL_[A-Z_]+|BEHIND_PROXY|LOG_LEVEL|HOST|PORT)\b/g;
const settingsIn = (text: string): ReadonlySet<string> => new Set(text.match(SETTING) ?? []);

const sources = execFileSync('git', ['ls-files', '-z', 'src'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter((file) => file.endsWith('.ts') && !/spec\.ts$/.test(file)).map(read).join('\n');
/** Read from the environment, whatever the reader calls it. */
const known = new Set([...sources.matchAll(/\b(?:env|environment)\.([A-Z][A-Z0-9_]+)/g)].map(([, name = '']) => name));
const page = read('docs/operate.md');

describe('the page for operators', () => {
  it('lists every setting that the program reads, and no other', () => {
    const listed = settingsIn(page.slice(page.indexOf('## Settings'), page.indexOf('## What to watch')));
    expect([...known].filter((name) => !listed.has(name))).toEqual([]);
    expect([...settingsIn(page)].filter((name) => !known.has(name))).toEqual([]);
  });

  it('names every measure, and no other', () => {
    const measured = [...sources.matchAll(/meter\.create\w+\('([a-z0-9_]+)'/g)].map(([, name = '']) => name).sort();
    expect(measured.length).toBeGreaterThan(5);
    // A counter is shown with `_total` behind it.
    const named = [...new Set([...page.matchAll(/`((?:http|pathgate|nodejs|process)_[a-z0-9_]+)`/g)].map(([, name = '']) => name.replace(/_total$/, '')))].filter((name) => name !== SERVICE_ROLE).sort();
    expect(named).toEqual(measured);
  });

  it.each(readdirSync(join(ROOT, 'deploy')))('deploy/%s sets what the program knows', (file) => {
    expect([...settingsIn(read(`deploy/${file}`))].filter((name) => !known.has(name))).toEqual([]);
  });
});
