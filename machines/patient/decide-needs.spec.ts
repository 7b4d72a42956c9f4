import { DAY_0, newEpisode, plusDays, readyForRfa, refusalOf, tell, tellAll } from '../../test/support/patient-story';
import { DAYS_AHEAD_MAX, type PatientCommand, type PatientState } from '.';

const OF = { episodeId: 'episode-1', step: 'mbb1' } as const;
const assign = (owner?: string): PatientCommand => ({ type: 'AssignNeed', ...OF, ...(owner !== undefined && { owner }) });
const snooze = (until?: string): PatientCommand => ({ type: 'SnoozeNeed', ...OF, ...(until !== undefined && { until }) });
const comment = (text: string): PatientCommand => ({ type: 'CommentOnNeed', ...OF, text });
const events = (patient: PatientState, command: PatientCommand) => tell(patient, DAY_0, command).events;

describe('what staff note about a need', () => {
  const patient = newEpisode();

  it('given nobody, somebody takes it; saying so again records nothing; and it is handed back', () => {
    expect(events(patient, assign('clerk-1'))).toEqual([{ type: 'NeedAssigned', ...OF, owner: 'clerk-1' }]);
    const taken = tell(patient, DAY_0, assign('clerk-1')).patient;
    expect([events(taken, assign('clerk-1')), events(taken, assign('clerk-2')), events(taken, assign()), events(patient, assign())]).toEqual([
      [], [{ type: 'NeedAssigned', ...OF, owner: 'clerk-2' }], [{ type: 'NeedUnassigned', ...OF }], []]);
    expect(tell(taken, DAY_0, assign()).patient.needs).toEqual([{ ...OF, comments: 0 }]);
  });

  it('given a day to come, it is put off until then, and taken back', () => {
    const until = plusDays(DAY_0, 3);
    expect(events(patient, snooze(until))).toEqual([{ type: 'NeedSnoozed', ...OF, until }]);
    const put = tell(patient, DAY_0, snooze(until)).patient;
    expect([events(put, snooze(until)), events(put, snooze()), events(patient, snooze())]).toEqual([[], [{ type: 'NeedUnsnoozed', ...OF }], []]);
    expect(tell(put, DAY_0, snooze()).patient.needs).toEqual([{ ...OF, comments: 0 }]);
    expect([DAY_0, plusDays(DAY_0, -1)].map((day) => refusalOf(patient, DAY_0, snooze(day)).code)).toEqual(['snooze-past', 'snooze-past']);
    expect([events(patient, snooze(plusDays(DAY_0, DAYS_AHEAD_MAX))).length, refusalOf(patient, DAY_0, snooze(plusDays(DAY_0, DAYS_AHEAD_MAX + 1))).code]).toEqual([1, 'snooze-far']);
  });

  it('given words, they are counted here and kept in the log', () => {
    const told = tellAll(patient, [[DAY_0, comment('one')], [DAY_0, comment('one')]]);
    expect(told.events).toEqual([{ type: 'NeedCommented', ...OF, text: 'one' }, { type: 'NeedCommented', ...OF, text: 'one' }]);
    expect(told.patient.needs).toEqual([{ ...OF, comments: 2 }]);
  });

  it('given another step or episode, or a closed one, is refused', () => {
    const closed = tell(patient, DAY_0, { type: 'CloseEpisode', episodeId: 'episode-1', reason: 'moved' }).patient;
    expect(refusalOf(patient, DAY_0, { type: 'CommentOnNeed', episodeId: 'episode-1', step: 'trial', text: 'x' })).toMatchObject({ code: 'unknown-need', details: { steps: ['mbb1', 'mbb2', 'rfa', 'repeat-rfa'] } });
    expect(refusalOf(patient, DAY_0, { type: 'CommentOnNeed', episodeId: 'other', step: 'mbb1', text: 'x' }).code).toBe('unknown-episode');
    expect(refusalOf(closed, DAY_0, comment('x')).code).toBe('episode-closed');
  });

  it('changes nothing else, and no packet that is out', () => {
    const ready = readyForRfa();
    const id = ready.authorizations.find(({ step }) => step === 'rfa')?.id ?? '';
    const requested = tell(ready, plusDays(DAY_0, 40), { type: 'RequestAuthorization', authorizationId: id, dateOfService: plusDays(DAY_0, 60) }).patient;
    const { needs: _, ...after } = tellAll(requested, [[DAY_0, assign('clerk-1')], [DAY_0, comment('x')]]).patient;
    expect(after).toEqual(requested);
  });
});
