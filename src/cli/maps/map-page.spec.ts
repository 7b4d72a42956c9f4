import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mapPages, stalePages } from '../maps';
import { mapPage } from './map-page';

describe('a drawn map', () => {
  it('shows each transition once, and what every open position shares beside the drawing', () => {
    const meta = { ahead: ['rfa'], possible: [] };
    const page = mapPage('A lamp', { initial: 'switched-off', states: [
      { name: 'switched-off', description: 'Dark.', tags: ['quiet'], final: false, meta, transitions: [{ event: 'press', to: 'on' }, { event: 'drop', to: 'broken' }] },
      { name: 'on', description: 'Light.', tags: [], final: false, meta: {}, transitions: [{ event: 'press', guard: 'is hard (very)', to: 'switched-off' }, { event: 'drop', to: 'broken' }] },
      { name: 'broken', description: 'Over.', tags: ['closed'], final: true, meta: {}, transitions: [] },
    ] });
    expect(page.split('\n').filter((line) => line.includes('-->'))).toEqual([
      '  [*] --> switched_off', '  switched_off --> on : press', '  on --> switched_off : press, is hard (very)', '  broken --> [*]',
    ]);
    expect(page).toContain('- drop: to `broken`');
    expect(page).toContain('| `switched-off` | Dark. | quiet | rfa |  |');
  });
});

describe('the pages of docs/maps', () => {
  it('are what the executed machines say (else run "npm run maps")', () => expect(stalePages(process.cwd())).toEqual([]));

  it('are found stale when a word differs, or when one is missing', () => {
    const root = mkdtempSync(join(tmpdir(), 'pathgate-maps-'));
    for (const [file, page] of Object.entries(mapPages())) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), file.endsWith('scs.md') ? page.replace('candidacy', 'candidate') : page);
    }
    const found = stalePages(root);
    rmSync(join(root, 'docs', 'maps', 'rfa.md'));
    const without = stalePages(root);
    rmSync(root, { recursive: true });
    expect(found).toEqual([join('docs', 'maps', 'scs.md')]);
    expect(without).toEqual([join('docs', 'maps', 'rfa.md'), join('docs', 'maps', 'scs.md')]);
  });
});
