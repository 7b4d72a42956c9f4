/** Diagnoses and sides of a claim against what is known to support its lines. */
import { isRejection } from '../kernel/rejection';
import { chartOf } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import { checkClaim, type ClaimLine } from './index';
import { RULES } from './rules';

const DAY = '2026-08-03';
const TRIAL = { type: 'scs-trial', occurredOn: DAY, startedAt: `${DAY}T09:00:00-07:00`, leads: 2, leadType: 'percutaneous', region: 'thoracolumbar', setting: '24' };
const history = (...diagnoses: readonly string[]) => ({ type: 'pain-history', occurredOn: '2026-05-01', region: 'lumbosacral', diagnoses });
const [ACCEPTED = ''] = RULES.diagnoses.stimulation.accepted;
const STRANGE = 'Z99.89';

function found(facts: readonly object[], line: Partial<ClaimLine>): readonly string[] {
  const lines = [{ code: '63650', modifiers: [], units: 2, diagnoses: [ACCEPTED], placeOfService: '24', ...line }];
  const answer = checkClaim({ dateOfService: DAY, claimType: 'professional', lines }, { coverage: { payer: 'aetna', line: 'commercial' }, policies: [] }, chartOf(facts as Fact[]));
  if (isRejection(answer)) throw new Error(answer.message);
  return answer.findings.filter(({ kind }) => kind === 'diagnosis').map(({ severity, pointer }) => `${severity} ${pointer}`);
}

describe('the diagnosis of a stimulator', () => {
  const told = ['warn /lines/0/diagnoses'];

  it('is told where it is not known to support one, though the record has it', () => {
    expect([found([TRIAL, history(ACCEPTED)], {}), found([TRIAL, history(STRANGE)], { diagnoses: [STRANGE] }), found([TRIAL, history(STRANGE, ACCEPTED)], { diagnoses: [STRANGE, ACCEPTED] })]).toEqual([[], told, []]);
  });

  it('is told where the record has another for the line, and blocks where there is none', () => {
    expect([found([TRIAL, history(STRANGE)], {}), found([TRIAL], {}), found([TRIAL, history(ACCEPTED)], { diagnoses: [] })]).toEqual([told, [], ['block /lines/0/diagnoses']]);
  });
});
