import type { Target } from '../kernel/anatomy';
import { CODE_FILES, type CodeFile } from './codes';
import { linesOfPlan, type AskedLines } from './plan-lines';

const [FILE] = CODE_FILES as readonly [CodeFile];
const ASKED: AskedLines = { coverage: { payer: 'medicare', line: 'original-medicare', state: 'OH' }, claimType: 'professional', dateOfService: '2026-10-01' };
const at = (...places: readonly `${string} ${'left' | 'right'}`[]): readonly Target[] => places.map((place) => ({ level: place.split(' ')[0], side: place.split(' ')[1] }) as Target);

describe('the lines of a planned step', () => {
  const said = (step: Parameters<typeof linesOfPlan>[1], region: Parameters<typeof linesOfPlan>[2], plan: Parameters<typeof linesOfPlan>[3], asked: Partial<AskedLines> = {}) =>
    linesOfPlan(FILE, step, region, plan, { ...ASKED, ...asked }).map(({ code, modifiers, units }) => [code, ...modifiers, `x${units}`].join(' '));

  it.each([
    ['one side', 'rfa', at('L4-L5 right', 'L5-S1 right'), ['64635 RT x1', '64636 RT x1']],
    ['three levels of one side', 'rfa', at('L3-L4 right', 'L4-L5 right', 'L5-S1 right'), ['64635 RT x1', '64636 RT x2']],
    ['both sides of one level', 'mbb1', at('L4-L5 right', 'L4-L5 left'), ['64493 50 x1']],
    ['both sides of one level, one of the next', 'mbb2', at('L4-L5 right', 'L4-L5 left', 'L5-S1 left'), ['64493 50 x1', '64494 LT x1']],
    ['levels that differ by side: which is first on both is not said', 'rfa', at('L4-L5 right', 'L5-S1 left'), ['64635 x1']],
  ] as const)('are %s', (_, step, targets, lines) => expect(said(step, 'lumbosacral', { targets })).toEqual(lines));

  it('are RT and LT lines where the hospital bills them', () => expect(said('rfa', 'lumbosacral', { targets: at('L4-L5 right', 'L4-L5 left'), setting: '24' }, { claimType: 'facility' })).toEqual(['64635 RT x1', '64635 LT x1']));
  it('are a lead each, and a generator', () => {
    expect(said('trial', 'thoracolumbar', { targets: [], leads: 2 })).toEqual(['63650 x2']);
    expect(said('implant', 'thoracolumbar', { targets: [] })).toEqual(['63650 x1', '63685 x1']);
  });
  it('are one line of an epidural without sides, and none where the way is not planned', () => {
    expect(said('esi', 'lumbosacral', { targets: [], approach: 'interlaminar' })).toEqual(['62323 x1']);
    expect(said('esi', 'lumbosacral', { targets: at('L4-L5 left'), approach: 'transforaminal' })).toEqual(['64483 LT x1']);
    expect(said('esi', 'lumbosacral', { targets: at('L4-L5 left') })).toEqual([]);
  });
});
