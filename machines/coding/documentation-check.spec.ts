import { isRejection } from '../kernel/rejection';
import { chartOf } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import { checkDocumentation, type DocumentationCheck } from './documentation-check';

const DAY = '2026-08-03';
const HISTORY = { id: 'h', type: 'pain-history', occurredOn: '2026-05-01', region: 'lumbosacral', diagnoses: ['M47.816'] };
const BLOCK = { id: 'b', type: 'block', occurredOn: DAY, technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5', side: 'right' }], guidance: 'fluoroscopy', imageSaved: true, setting: '22' };

function check(factId: string, ...facts: readonly object[]): DocumentationCheck {
  const checked = checkDocumentation(factId, { coverage: { payer: 'bcbs-al' }, policies: [] }, chartOf(facts as Fact[]));
  if (checked === undefined || isRejection(checked)) throw new Error('nothing to check');
  return checked;
}
const open = ({ findings }: DocumentationCheck): readonly string[] => findings.filter(({ outcome }) => outcome !== 'met').map(({ kind, outcome }) => `${kind} ${outcome}`).sort();

describe('what a note lacks', () => {
  it('is nothing where its code is supported', () => {
    const checked = check('b', HISTORY, BLOCK);
    expect([checked.codes, checked.isNotAssessed]).toEqual([[{ codes: ['64493'], state: 'supported', because: [] }], false]);
    expect(open(checked)).toEqual([]);
  });

  it('is told with the rule that asks', () => {
    const checked = check('b', HISTORY, { ...BLOCK, guidance: undefined, targets: [{ level: 'L4-L5' }] });
    expect(checked.codes).toEqual([{ codes: ['64493'], state: 'open', because: ['image-guidance', 'sides'] }]);
    expect(open(checked)).toEqual(['image-guidance unknown', 'sides unknown']);
  });

  it('tells of another note of the day only what holds this one', () => {
    const second = { ...BLOCK, id: 'c', targets: [{ level: 'L5-S1', side: 'right' }], guidance: 'none' };
    const other = { id: 'd', type: 'drug-test', occurredOn: DAY, method: 'analyzer' };
    const checked = check('b', HISTORY, BLOCK, second, other);
    expect(checked.codes.map(({ state, because }) => [state, because])).toEqual([['open', ['image-guidance']]]);
    expect(open(checked)).toEqual(['image-guidance unmet']);
    expect(open(check('c', HISTORY, BLOCK, second, other))).toEqual(['image-guidance unmet']);
  });

  it('sees earlier days, which may hold it', () => {
    const ablation = { id: 'a', type: 'ablation', occurredOn: '2026-07-28', technique: 'thermal-rf', targets: [{ level: 'L4-L5', side: 'left' }], guidance: 'fluoroscopy', setting: '22' };
    const checked = check('b', HISTORY, BLOCK, ablation);
    expect([checked.codes[0]?.because, open(checked)]).toEqual([['global-period'], ['global-period review']]);
  });

  it('is no question of what is never billed, and not assessed where no rule makes a code of it', () => {
    expect(check('v', { id: 'v', type: 'drug-test', occurredOn: DAY, method: 'validity', setting: '11' }).codes).toEqual([{ codes: [], state: 'not-billed', because: ['test-method'] }]);
    expect(check('i', { id: 'i', type: 'implant', occurredOn: DAY, leads: 0, generator: false, region: 'thoracolumbar', setting: '24' }).isNotAssessed).toBe(true);
  });

  it('is asked of services only, of those on the chart, and from the first code file on', () => {
    const covered = { coverage: { payer: 'aetna' }, policies: [] };
    expect(checkDocumentation('h', covered, chartOf([HISTORY] as Fact[]))).toBeUndefined();
    expect(checkDocumentation('x', covered, chartOf([HISTORY] as Fact[]))).toBeUndefined();
    expect(checkDocumentation('b', covered, chartOf([{ ...BLOCK, occurredOn: '2025-08-03' }] as Fact[]))).toMatchObject({ code: 'no-codes-in-force' });
  });
});
