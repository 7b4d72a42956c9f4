import { isRejection } from '../kernel/rejection';
import { decidePatient, EMPTY_PATIENT, evolvePatient, type PatientCommand, type PatientEvent, type PatientState } from '../patient';
import { SHIPPED_POLICIES } from '../policies/shipped';
import { block, BLOCK_1_ON, BLOCK_2_ON, DAY_0, document, FACET, givenOn, newEpisode, OPEN_RFA, plusDays, READY_ON, readyForBlock1, readyForRfa, REGISTER, RELIEF_PERCENT_MIN, supportingFacts, tell, tellAll } from '../../test/support/patient-story';
import { contentOf, publicEventsOf, type VersionedPublicEvent } from '.';

const POLICY = `${FACET.id}@${FACET.version}`;

function toldOf(before: PatientState, events: readonly PatientEvent[], version = 1): readonly VersionedPublicEvent[] {
  return publicEventsOf(before, events.map((event, index) => ({ version: version + index, event })));
}
const afterTelling = (before: PatientState, on: string, command: PatientCommand): readonly VersionedPublicEvent[] => toldOf(before, tell(before, on, command).events);
const typesOf = (told: readonly VersionedPublicEvent[]): readonly string[] => told.map(({ type }) => type);

describe('public events', () => {
  it('follow from nothing that only registers, opens or notes', () => {
    const { events } = tellAll(EMPTY_PATIENT, [[DAY_0, REGISTER]]);
    expect(toldOf(EMPTY_PATIENT, events)).toEqual([]);
    expect(typesOf(afterTelling(tell(EMPTY_PATIENT, DAY_0, REGISTER).patient, DAY_0, OPEN_RFA)).every((type) => type === 'criterion.met')).toBe(true);
  });

  it('name each criterion once when it is met, and the step when it is eligible, with the versions they follow from', () => {
    let patient = newEpisode();
    const met: string[] = [];
    const types: string[] = [];
    for (const [id, fact] of supportingFacts()) {
      const told = afterTelling(patient, DAY_0, document(id, fact));
      expect(told[0]).toEqual({ type: 'fact.documented', version: 1, data: { factId: id, factVersion: 1, on: DAY_0 } });
      met.push(...told.filter(({ type }) => type === 'criterion.met').map(({ data }) => `${String(data.step)}/${String(data.criterion)}`));
      types.push(...typesOf(told));
      patient = tell(patient, DAY_0, document(id, fact)).patient;
    }
    expect(new Set(met).size).toBe(met.length);
    expect(met.length).toBeGreaterThan(3);
    expect(types.filter((type) => type === 'step.eligible')).toHaveLength(1);
    const { events } = tell(newEpisode(), DAY_0, document(...(supportingFacts()[0] as [string, never])));
    for (const { type, version, data } of toldOf(newEpisode(), events, 8)) {
      const event = events[version - 8] as PatientEvent;
      expect([type, event.type]).toEqual([type, type === 'fact.documented' ? 'FactDocumented' : 'StepAssessed']);
      if (type === 'criterion.met') expect(data).toMatchObject({ episodeId: 'episode-1', policy: POLICY });
    }
  });

  it('say when a correction takes back what was met, and what was open', () => {
    const before = readyForBlock1();
    const pain = supportingFacts().find(([id]) => id === 'pain')?.[1];
    const told = afterTelling(before, DAY_0, { type: 'CorrectFact', factId: 'pain', fact: { ...pain, value: 0 } as never, replaces: 1, reason: 'mistyped' });
    expect(told[0]).toEqual({ type: 'fact.corrected', version: 1, data: { factId: 'pain', factVersion: 2, on: DAY_0 } });
    expect(typesOf(told)).toEqual(expect.arrayContaining(['criterion.no-longer-met', 'step.no-longer-eligible']));
    expect(typesOf(afterTelling(before, DAY_0, { type: 'RetractFact', factId: 'pain', reason: 'not hers' }))[0]).toBe('fact.retracted');
  });

  it('say of each fact that it was attested', () => {
    const told = publicEventsOf(readyForBlock1(), [{ version: 7, event: { type: 'FactsAttested', factIds: ['a', 'b'], by: 'someone', on: DAY_0 } }]);
    expect(told).toEqual(['a', 'b'].map((factId) => ({ type: 'fact.attested', version: 7, data: { factId, on: DAY_0 } })));
  });

  it('say the same again to nobody: a fact that changes no outcome is only documented', () => {
    const before = readyForBlock1();
    expect(typesOf(afterTelling(before, DAY_0, document('more', { type: 'score', occurredOn: DAY_0, instrument: 'ODI', value: 45 })))).toEqual(['fact.documented']);
  });

  it('tell of a target that becomes eligible beside another, and of none that was', () => {
    const assessed = (eligibleTargets: readonly { level: 'L4-L5' | 'L5-S1'; side: 'left' }[]): PatientEvent => ({ type: 'StepAssessed', episodeId: 'episode-1', assessment: { step: 'rfa', policy: FACET, dateOfService: DAY_0, result: 'partial', eligibleTargets, findings: [] } });
    const [one, two] = [assessed([{ level: 'L4-L5', side: 'left' }]), assessed([{ level: 'L4-L5', side: 'left' }, { level: 'L5-S1', side: 'left' }])];
    expect(typesOf(toldOf(newEpisode(), [one, one, two, two, one]))).toEqual(['step.eligible', 'step.eligible']);
    expect(typesOf(toldOf(newEpisode(), [one, { type: 'StepNotAssessed', episodeId: 'episode-1', step: 'rfa', error: 'no-coverage' }, one]))).toEqual(['step.eligible', 'step.no-longer-eligible', 'step.eligible']);
  });

  it('a criterion is met when it is on every target', () => {
    const finding = (side: 'left' | 'right', outcome: 'met' | 'unmet') => ({ criterion: 'block-relief', kind: 'block-relief' as const, outcome, target: { level: 'L4-L5' as const, side }, found: {}, evidence: [] });
    const assessed = (...findings: readonly ReturnType<typeof finding>[]): PatientEvent => ({ type: 'StepAssessed', episodeId: 'episode-1', assessment: { step: 'rfa', policy: FACET, dateOfService: DAY_0, result: 'not-eligible', eligibleTargets: [], findings } });
    expect(typesOf(toldOf(newEpisode(), [assessed(finding('left', 'met'), finding('right', 'unmet'))]))).toEqual([]);
    const both = assessed(finding('left', 'met'), finding('right', 'met'));
    const [told] = toldOf(newEpisode(), [both]);
    expect(told).toEqual({ type: 'criterion.met', version: 1, data: { episodeId: 'episode-1', step: 'rfa', policy: POLICY, criterion: 'block-relief' } });
    expect(contentOf(told as VersionedPublicEvent, both)).toEqual({ findings: [finding('left', 'met'), finding('right', 'met')].map(({ criterion: _, ...rest }) => rest) });
  });

  it('follow a request from issue to decision and expiry, with episode, step and the number of the decision', () => {
    const patient = readyForRfa();
    const id = patient.authorizations.find(({ step }) => step === 'rfa')?.id ?? '';
    const of = { authorizationId: id, episodeId: 'episode-1', step: 'rfa' };
    const service = plusDays(READY_ON, 20);
    const commands: readonly (readonly [string, PatientCommand])[] = [
      [READY_ON, { type: 'RequestAuthorization', authorizationId: id, dateOfService: service }],
      [READY_ON, { type: 'SubmitAuthorization', authorizationId: id, submittedAt: `${READY_ON}T09:00:00.000Z`, submittedOn: READY_ON, channel: 'portal', proof: { reference: 'C-1' } }],
      [READY_ON, { type: 'RecordDetermination', authorizationId: id, decision: 'affirmed', decidedOn: READY_ON, payerReference: 'U-1', validTo: service, reason: 'free text' }],
      [plusDays(service, 1), { type: 'ReassessPatient' }],
    ];
    const told: VersionedPublicEvent[] = [];
    let now = patient;
    for (const [on, command] of commands) {
      const { events, patient: after } = tell(now, on, command);
      told.push(...toldOf(now, events));
      if (command.type === 'RecordDetermination') {
        const at = events.findIndex(({ type }) => type === 'DeterminationRecorded');
        expect(contentOf(toldOf(now, events)[0] as VersionedPublicEvent, events[at] as PatientEvent)).toEqual({ decision: 'affirmed', payerReference: 'U-1', validTo: service });
      }
      now = after;
    }
    expect(told.filter(({ type }) => type.startsWith('authorization')).map(({ type, data }) => ({ type, data }))).toEqual([
      { type: 'authorization.requested', data: { ...of, on: service } }, { type: 'authorization.submitted', data: { ...of, on: READY_ON } },
      { type: 'authorization.determined', data: { ...of, determination: 1, on: READY_ON } }, { type: 'authorization.expired', data: { ...of, on: service } },
    ]);
  });

  it('carry nothing clinical: every value is an id, a number, a day, a step or a kind of day', () => {
    const told: VersionedPublicEvent[] = [];
    let now = newEpisode();
    const facts = [...supportingFacts(), ['block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN)] as const, ['block-2', block(BLOCK_2_ON, RELIEF_PERCENT_MIN)] as const];
    for (const [id, fact] of facts) {
      const events = decidePatient(document(id, fact), now, givenOn(fact.occurredOn, SHIPPED_POLICIES));
      if (isRejection(events)) throw new Error(events.message);
      told.push(...toldOf(now, events));
      now = events.reduce(evolvePatient, now);
    }
    expect(told.length).toBeGreaterThan(20);
    const allowed = ['factId', 'factVersion', 'episodeId', 'step', 'policy', 'criterion', 'authorizationId', 'packetId', 'determination', 'on'];
    expect([...new Set(told.flatMap(({ data }) => Object.keys(data)))].filter((key) => !allowed.includes(key))).toEqual([]);
  });
});
