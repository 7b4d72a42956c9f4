import { BLOCK_1_ON, BLOCK_2_ON, block, document, INTERVAL_DAYS_MIN, plusDays, readyForBlock1, RELIEF_PERCENT_MIN, tell } from '../../test/support/patient-story';

describe('the daily run', () => {
  const afterBlock1 = tell(readyForBlock1(), BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN))).patient;
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
