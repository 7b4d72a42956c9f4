/** Guidance where a payer lists it as payable: one open line of the day, whatever it guided, and none elsewhere. */
import { isRejection } from '../kernel/rejection';
import { chartOf } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import type { Coverage } from '../criteria/types';
import { chooseCodes, type Coded } from './index';
import { RULES } from './rules';

const DAY = '2026-08-03';
const [LISTS] = RULES.guidancePayable;
const BESIDE: Coverage = { payer: (LISTS as unknown as { payer: string }).payer };
const HISTORY = { id: 'h', type: 'pain-history', occurredOn: '2026-05-01', region: 'lumbosacral', diagnoses: ['M47.816'] };
const EPIDURAL = { type: 'epidural', occurredOn: DAY, approach: 'interlaminar', guidance: 'fluoroscopy', imageSaved: true, setting: '22' };
const BLOCK = { type: 'block', occurredOn: DAY, technique: 'medial-branch', purpose: 'diagnostic', targets: [{ level: 'L4-L5', side: 'right' }], guidance: 'fluoroscopy', imageSaved: true, setting: '22' };
const LUMBAR = { ...EPIDURAL, id: 'lumbar', region: 'lumbosacral' };
const NECK = { ...EPIDURAL, id: 'neck', region: 'cervical-thoracic' };

function coded(facts: readonly object[], coverage = BESIDE): Coded {
  const answer = chooseCodes({ dateOfService: DAY, claimType: 'professional' }, { coverage, policies: [] }, chartOf([HISTORY, ...facts] as Fact[]));
  if (isRejection(answer)) throw new Error(answer.message);
  return answer;
}
const guidance = (facts: readonly object[], coverage?: Coverage) => coded(facts, coverage).held.filter(({ codes }) => codes.includes(LISTS?.code ?? '')).map(({ codes, units, facts: guided, because }) => ({ codes, units, guided, isOpen: because.includes('guidance-line') }));
const one = (...guided: readonly string[]) => [{ codes: [LISTS?.code], units: 1, guided, isOpen: true }];

it('is one line for all that it guided, whichever came first', () => {
  expect([guidance([LUMBAR]), guidance([LUMBAR, NECK]), guidance([{ ...BLOCK, id: 'b' }, NECK, LUMBAR])]).toEqual([one('lumbar'), one('lumbar', 'neck'), one('b', 'lumbar', 'neck')]);
  expect(guidance([{ ...BLOCK, id: 'b' }, { ...BLOCK, id: 'a', type: 'ablation', technique: 'thermal-rf', targets: [{ level: 'L5-S1', side: 'right' }] }])).toEqual(one('b', 'a'));
});

it('is no line where none was used or another was, nor of a payer that does not list it', () => {
  expect([guidance([{ ...LUMBAR, guidance: 'none' }]), guidance([{ ...LUMBAR, guidance: 'CT' }]), guidance([LUMBAR], { payer: 'aetna', line: 'commercial' }), guidance([LUMBAR], { payer: 'medicare', line: 'original-medicare' })]).toEqual([[], [], [], []]);
  expect(guidance([{ ...LUMBAR, guidance: 'none' }, NECK])).toEqual(one('neck'));
});
