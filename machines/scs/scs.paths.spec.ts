import { allLegs, combinations, movesOf, simplePaths } from '../../test/support/map-paths';
import { describeMap, next } from '../kernel/statechart';
import { scsMachine } from './scs.machine';

const STEPS = ['trial', 'implant'];
const ASSESSED = combinations('assessed', { step: STEPS, eligible: [true, false], requested: [true, false], after: ['candidacy', 'trial-under-way', 'trial-done'] });
const PROCEDURES = [{ type: 'trial-started' }, { type: 'trial-ended' }, { type: 'implant-documented' }];
const EVENTS = [...PROCEDURES, ...ASSESSED, ...combinations('requested', { step: STEPS }), { type: 'close' }];
const READY_FOR: Readonly<Record<string, string>> = { 'ready-for-trial': 'trial', 'ready-for-another-trial': 'trial', 'ready-for-implant': 'implant' };

const map = describeMap(scsMachine);
const paths = simplePaths(scsMachine, EVENTS);
const legs = allLegs(scsMachine, EVENTS);

describe('the map of spinal cord stimulation, over all simple paths', () => {
  it('reaches every position', () => {
    const reached = new Set(paths.flatMap((path) => path.map(({ to }) => to)));
    expect(map.states.map(({ name }) => name).filter((name) => name !== map.initial && !reached.has(name))).toEqual([]);
  });

  it('gives every position a description and a tag; nothing lies ahead of an implant', () => {
    for (const { name, description, tags, meta } of map.states) {
      expect({ name, described: description.length > 0, tagged: tags.length > 0 }).toEqual({ name, described: true, tagged: true });
      expect((meta['ahead'] as readonly string[]).length).toBe(['implanted', 'closed'].includes(name) ? 0 : 1);
    }
  });

  it('says of each position which steps lie ahead, and which are possible where staff ask for them', () => {
    expect(map.states.map(({ name, meta }) => [name, meta['ahead'], meta['possible']])).toEqual([
      ['candidacy', ['trial'], []], ['ready-for-trial', ['trial'], []], ['trial-under-way', ['implant'], []], ['trial-done', ['implant'], ['trial']], ['ready-for-implant', ['implant'], ['trial']],
      ['ready-for-another-trial', ['trial'], ['implant']], ['implanted', [], []], ['closed', [], []],
    ]);
  });

  it('implants nobody without a trial, and asks for no implant without one', () => {
    for (const path of paths) {
      const at = path.findIndex(({ to }) => to === 'implanted' || to === 'ready-for-implant');
      if (at >= 0) expect(path.slice(0, at).some(({ event }) => event.type === 'trial-started')).toBe(true);
    }
  });

  it('is implanted by an implant only', () => {
    for (const { event, to } of legs) if (to === 'implanted') expect(event.type).toBe('implant-documented');
    expect(legs.some(({ to }) => to === 'implanted')).toBe(true);
  });

  it('enters a ready position only by an eligible assessment of its step, or by its request', () => {
    for (const { event, to } of legs) {
      const step = READY_FOR[to];
      if (step === undefined) continue;
      expect(event['step']).toBe(step);
      expect(event.type === 'requested' || event['eligible'] === true).toBe(true);
    }
  });

  it('never moves by an assessment while a request is out', () => {
    expect(legs.filter(({ event }) => event.type === 'assessed' && event['requested'] === true)).toEqual([]);
  });

  it('never forgets a trial by an assessment', () => {
    const before = ['candidacy', 'ready-for-trial'];
    for (const { from, event, to } of legs) {
      if (event.type === 'assessed' && !before.includes(from)) expect({ from, to, kept: !before.includes(to) }).toEqual({ from, to, kept: true });
    }
  });

  it('steps back from an implant to a trial that still runs, or to one that is done', () => {
    const notEligible = (after: string) => next(scsMachine, 'ready-for-implant', { type: 'assessed', step: 'implant', eligible: false, requested: false, after });
    expect([notEligible('trial-under-way'), notEligible('trial-done')]).toEqual(['trial-under-way', 'trial-done']);
  });

  it('is ready for another trial by its request only', () => {
    expect([...new Set(legs.filter(({ to }) => to === 'ready-for-another-trial').map(({ event }) => event.type))]).toEqual(['requested']);
    expect(next(scsMachine, 'trial-done', { type: 'requested', step: 'trial' })).toBe('ready-for-another-trial');
  });

  it('moves by what is done and by what the record supports, and by nothing else', () => {
    expect(movesOf(scsMachine, { started: { type: 'trial-started' }, ended: { type: 'trial-ended' }, implant: { type: 'implant-documented' }, 'ask trial': { type: 'requested', step: 'trial' }, 'ask implant': { type: 'requested', step: 'implant' } }, [['trial'], ['implant', 'trial-under-way']])).toEqual({
      candidacy: ['started: trial-under-way', 'ask trial: ready-for-trial', '+trial: ready-for-trial'],
      'ready-for-trial': ['started: trial-under-way', 'ask trial: ready-for-trial', '-trial: candidacy', '!trial: candidacy'],
      'trial-under-way': ['started: trial-under-way', 'ended: trial-done', 'implant: implanted', 'ask implant: ready-for-implant', '+implant: ready-for-implant'],
      'trial-done': ['started: trial-under-way', 'implant: implanted', 'ask trial: ready-for-another-trial', 'ask implant: ready-for-implant', '+implant: ready-for-implant'],
      'ready-for-implant': ['started: trial-under-way', 'implant: implanted', 'ask trial: ready-for-another-trial', 'ask implant: ready-for-implant', '-implant: trial-done', '!implant: trial-done', '-implant after trial-under-way: trial-under-way'],
      'ready-for-another-trial': ['started: trial-under-way', 'implant: implanted', 'ask trial: ready-for-another-trial', 'ask implant: ready-for-implant'],
      implanted: [],
      closed: [],
    });
  });

  it('closes from everywhere, and closed is final', () => {
    for (const { name, final } of map.states) expect(next(scsMachine, name, { type: 'close' })).toBe(final ? undefined : 'closed');
    expect(legs.filter(({ from }) => from === 'closed')).toEqual([]);
  });
});
