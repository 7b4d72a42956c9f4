import { BLOCK_1_ON, BLOCK_2_ON, block, document, INTERVAL_DAYS_MIN, plusDays, readyForBlock1, readyForRfa, READY_ON, RELIEF_PERCENT_MIN, tell } from '../../test/support/patient-story';
import type { AuthorizationState } from '../authorization';
import type { EpisodeState } from './patient';
import { lapses, neededAuthorizations } from './reassess';

const afterBlock = () => tell(readyForBlock1(), BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN))).patient;

describe('the daily run', () => {
  const afterBlock1 = afterBlock();
  const runOn = (day: string, patient = afterBlock1) => tell(patient, day, { type: 'ReassessPatient' });

  it('records nothing while only the count of days moves, however many pass', () => {
    let patient = afterBlock1;
    for (let day = 1; day < INTERVAL_DAYS_MIN; day++) {
      const ran = runOn(plusDays(BLOCK_1_ON, day), patient);
      expect(ran.events).toEqual([]);
      patient = ran.patient;
    }
    expect(runOn(BLOCK_2_ON, patient).events.map(({ type }) => type)).toEqual(['StepAssessed', 'AuthorizationNeeded']);
  });

  it('records a first possible date that has moved, though outcome and evidence are the same', () => {
    const [episode] = afterBlock1.episodes;
    const recorded = episode?.assessments.mbb2;
    if (episode === undefined || recorded === undefined) throw new Error('mbb2 was not assessed');
    const findings = recorded.findings.map((finding) => ('earliestOn' in finding.found ? { ...finding, found: { ...finding.found, earliestOn: plusDays(BLOCK_2_ON, 3) } } : finding));
    const moved = { ...afterBlock1, episodes: [{ ...episode, assessments: { ...episode.assessments, mbb2: { ...recorded, findings } } }] };
    expect(runOn(plusDays(BLOCK_1_ON, 1), moved).events).toMatchObject([{ type: 'StepAssessed', assessment: { step: 'mbb2' } }]);
  });
});

describe('a draft that staff took back', () => {
  const ready = readyForRfa();
  const rfa = ready.authorizations.at(-1) as AuthorizationState;
  const drafts = (...authorizations: readonly AuthorizationState[]) => neededAuthorizations({ ...ready, authorizations }, () => 'new').map((event) => (event.type === 'AuthorizationNeeded' ? event.step : event.type));

  it.each<readonly [string, readonly AuthorizationState[], readonly string[]]>([
    ['stays away', [{ ...rfa, position: 'withdrawn' }], []],
    ['of another episode keeps none away', [{ ...rfa, position: 'withdrawn', episodeId: 'other' }], ['rfa']],
    ['of another step keeps none away', [{ ...rfa, position: 'withdrawn', step: 'mbb2' }], ['rfa']],
    ['is forgotten once a later one lapsed', [{ ...rfa, position: 'withdrawn' }, { ...rfa, id: 'later', position: 'expired' }], ['rfa']],
    ['before one that is alive keeps none away', [rfa], []],
    ['beside a live one of another step', [{ ...rfa, step: 'mbb2' }], ['rfa']],
    ['none at all', [], ['rfa']],
  ])('%s', (_, authorizations, steps) => expect(drafts(...authorizations)).toEqual(steps));

  it('comes back by itself where the procedure it was for is done, and never for what is not ready', () => {
    expect(neededAuthorizations({ ...afterBlock(), authorizations: [] }, () => 'new')).toEqual([]);
    const [episode] = ready.episodes as readonly [EpisodeState];
    const { rfa: assessment } = episode.assessments;
    const judged = (over: object) => neededAuthorizations({ ...ready, authorizations: [], episodes: [{ ...episode, assessments: assessment === undefined ? {} : { rfa: { ...assessment, ...over } } }] }, () => 'new');
    expect([judged({}).length, judged({ result: 'cannot-tell' }).length, judged({ result: 'partial', eligibleTargets: [] }).length]).toEqual([1, 0, 0]);
    expect(neededAuthorizations({ ...ready, authorizations: [], episodes: [{ ...episode, assessments: {} }] }, () => 'new')).toEqual([]);
  });
});

it('an approval lapses the day after its last valid day, whatever else is on record', () => {
  const ready = readyForRfa();
  const approval = { ...(ready.authorizations.at(-1) as AuthorizationState), position: 'affirmed', determinations: [{ decision: 'affirmed', decidedOn: READY_ON, validTo: plusDays(READY_ON, 9), packetId: 'p' }] } satisfies AuthorizationState;
  const lapsed = (asOf: string) => lapses({ ...ready, authorizations: [...ready.authorizations, approval] }, asOf);
  expect([lapsed(plusDays(READY_ON, 9)), lapsed(plusDays(READY_ON, 10))]).toEqual([[], [{ type: 'AuthorizationExpired', authorizationId: approval.id, expiredOn: plusDays(READY_ON, 9) }]]);
});
