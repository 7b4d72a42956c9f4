import { CODE_FILES, type CodeFile } from './codes';
import { codesOfPlan } from './plan-codes';

const [FILE] = CODE_FILES as readonly [CodeFile];
const levels = (...names: readonly string[]) => names.flatMap((level) => ['left', 'right'].map((side) => ({ level, side })));
const TWO = levels('L4-L5', 'L5-S1');

describe('the codes of a planned step', () => {
  it.each([
    ['mbb1', 'lumbosacral', { targets: levels('L4-L5') }, ['64493']],
    ['mbb2', 'lumbosacral', { targets: TWO }, ['64493', '64494']],
    ['mbb-diagnostic', 'cervical-thoracic', { targets: levels('C4-C5', 'C5-C6', 'C6-C7', 'C7-T1') }, ['64490', '64491', '64492']],
    ['mbb-therapeutic', 'lumbosacral', { targets: [] }, ['64493']],
    ['rfa', 'lumbosacral', { targets: TWO }, ['64635', '64636']],
    ['repeat-rfa', 'cervical-thoracic', { targets: levels('C4-C5') }, ['64633']],
    ['repeat-rfa', 'lumbosacral', { targets: TWO, technique: 'pulsed-rf' }, ['64999']],
    ['trial', 'thoracolumbar', { targets: [] }, ['63650']],
    ['implant', 'cervical', { targets: [] }, ['63650', '63685']],
    ['esi', 'lumbosacral', { targets: [], approach: 'caudal' }, ['62323']],
    ['esi', 'cervical-thoracic', { targets: levels('C6-C7'), approach: 'interlaminar' }, ['62321']],
    ['esi', 'lumbosacral', { targets: TWO, approach: 'transforaminal' }, ['64483', '64484']],
    ['esi', 'lumbosacral', { targets: TWO }, []],
    ['rfa', 'thoracolumbar', { targets: [] }, []],
  ] as const)('%s of the %s: %j', (step, region, plan, codes) => {
    expect(codesOfPlan(FILE, step, region, plan)).toEqual(codes);
  });
});
