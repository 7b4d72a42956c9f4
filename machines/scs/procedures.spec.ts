import { chartOf } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import { scsProcedures } from './procedures';

const trial: Fact = { type: 'scs-trial', id: 'z', occurredOn: '2026-03-01', startedAt: '2026-03-01T09:00:00-07:00', endedAt: '2026-03-08T23:00:00-07:00', region: 'thoracolumbar' };
const implant: Fact = { type: 'implant', id: 'a', occurredOn: '2026-03-20', region: 'thoracolumbar' };
const events = (...facts: readonly Fact[]) => scsProcedures(chartOf(facts), 'thoracolumbar').map(({ id, day, event }) => [id, day - 20513, event]);

describe('trials and implants', () => {
  it('are in clinical order, a trial with its end on the day where it ended', () => {
    expect(events(implant, trial)).toEqual([['z', 0, 'trial-started'], ['z', 7, 'trial-ended'], ['a', 19, 'implant-documented']]);
    expect(events({ ...implant, occurredOn: '2026-02-01' }, { ...trial, endedAt: undefined })).toEqual([['a', -28, 'implant-documented'], ['z', 0, 'trial-started']]);
    expect(events({ ...implant, occurredOn: '2026-03-08' }, trial).map(([, , event]) => event)).toEqual(['trial-started', 'trial-ended', 'implant-documented']);
  });

  it('of one day and kind stand by id, and a trial ends no sooner than it began', () => {
    expect(events({ ...implant, id: 'c' }, { ...implant, id: 'b' }).map(([id]) => id)).toEqual(['b', 'c']);
    expect(events({ ...trial, endedAt: '2026-02-28T23:00:00-07:00' })).toEqual([['z', 0, 'trial-started'], ['z', 0, 'trial-ended']]);
    expect(events(trial, { ...trial, id: 'y', occurredOn: '2026-03-05', startedAt: '2026-03-05T09:00:00-07:00', endedAt: undefined }).map(([id, , event]) => `${id} ${event}`)).toEqual(['z trial-started', 'y trial-started', 'z trial-ended']);
  });

  it('of another lead region are not of this episode', () => expect(events({ ...trial, region: 'cervical' }, { ...implant, region: 'cervical' })).toEqual([]));
});
