import { allLegs, combinations, movesOf, simplePaths } from '../../test/support/map-paths';
import { describeMap, next } from '../kernel/statechart';
import { epiduralMachine } from './epidural.machine';

const ASSESSED = combinations('assessed', { step: ['esi', 'rfa'], eligible: [true, false], fellShort: [true, false], requested: [true, false], after: ['candidacy', 'performed', 'repeat-review'] });
const EVENTS = [{ type: 'epidural-documented' }, { type: 'response-documented' }, ...ASSESSED, ...combinations('requested', { step: ['esi', 'rfa'] }), { type: 'close' }];
const READY = ['ready-for-epidural', 'ready-for-repeat'];
const AFTER_AN_INJECTION = ['performed', 'repeat-review', 'response-fell-short', 'ready-for-repeat'];

const map = describeMap(epiduralMachine);
const paths = simplePaths(epiduralMachine, EVENTS);
const legs = allLegs(epiduralMachine, EVENTS);

describe('the map of epidurals, over all simple paths', () => {
  it('reaches every position, nothing ever requested', () => {
    const unrequested = EVENTS.filter((event) => event.type !== 'requested' && !('requested' in event && event['requested'] === true));
    const reached = new Set(simplePaths(epiduralMachine, unrequested).flatMap((path) => path.map(({ to }) => to)));
    expect(map.states.map(({ name }) => name).filter((name) => name !== map.initial && !reached.has(name))).toEqual([]);
  });

  it('gives every position a description and a tag, and the step ahead to all but the closed one', () => {
    for (const { name, description, tags, meta, final } of map.states) {
      expect({ name, described: description.length > 0, tagged: tags.length > 0, ahead: meta['ahead'] }).toEqual({ name, described: true, tagged: true, ahead: final ? [] : ['esi'] });
    }
  });

  it('is ready only by an eligible assessment of its step, or by its request', () => {
    expect(map.states.filter(({ tags }) => tags.includes('ready')).map(({ name }) => name)).toEqual(READY);
    for (const { event, to } of legs) if (READY.includes(to)) expect(event['step'] === 'esi' && (event.type === 'requested' || event['eligible'] === true)).toBe(true);
  });

  it('never moves by an assessment while a request is out, or by that of another step', () => {
    expect(legs.filter(({ event }) => event.type === 'assessed' && (event['requested'] === true || event['step'] !== 'esi'))).toEqual([]);
  });

  it('never forgets an injection by an assessment, and never invents one', () => {
    for (const { from, event, to } of legs) if (event.type === 'assessed') expect({ from, to, both: AFTER_AN_INJECTION.includes(from) === AFTER_AN_INJECTION.includes(to) }).toEqual({ from, to, both: true });
    for (const path of paths) if (path.some(({ to }) => to === 'repeat-review')) expect(path.some(({ event }) => event.type === 'epidural-documented' || event.type === 'requested')).toBe(true);
  });

  it('is performed by an epidural from every open position, and holds an episode at the step that is requested', () => {
    for (const { name, final } of map.states) {
      expect(next(epiduralMachine, name, { type: 'epidural-documented' })).toBe(final ? undefined : 'performed');
      expect(next(epiduralMachine, name, { type: 'requested', step: 'esi' })).toBe(final ? undefined : AFTER_AN_INJECTION.includes(name) ? 'ready-for-repeat' : 'ready-for-epidural');
    }
  });

  it('steps back when the documentation no longer meets the policy', () => {
    for (const name of READY) {
      const to = next(epiduralMachine, name, { type: 'assessed', step: 'esi', eligible: false, fellShort: false, requested: false, after: name === READY[0] ? 'candidacy' : 'repeat-review' });
      expect([name, READY.includes(to ?? name)]).toEqual([name, false]);
      expect(next(epiduralMachine, name, { type: 'assessed', step: 'esi', eligible: true, fellShort: false, requested: false, after: 'candidacy' }) ?? name).toBe(name);
    }
  });

  it('says that a response fell short only where it did', () => {
    for (const { event, to } of legs) if (to === 'response-fell-short') expect(event['fellShort']).toBe(true);
  });

  it('moves by what is done and by what the record supports, and by nothing else', () => {
    expect(movesOf(epiduralMachine, { epidural: { type: 'epidural-documented' }, response: { type: 'response-documented' } }, [['esi', 'performed']])).toEqual({
      candidacy: ['epidural: performed', '+esi: ready-for-epidural'],
      'ready-for-epidural': ['epidural: performed', '-esi: candidacy', '!esi: candidacy', '-esi after performed: candidacy'],
      performed: ['epidural: performed', 'response: repeat-review', '+esi: ready-for-repeat'],
      'repeat-review': ['epidural: performed', 'response: repeat-review', '+esi: ready-for-repeat', '!esi: response-fell-short'],
      'response-fell-short': ['epidural: performed', 'response: repeat-review', '+esi: ready-for-repeat', '-esi: repeat-review', '-esi after performed: repeat-review'],
      'ready-for-repeat': ['epidural: performed', 'response: repeat-review', '-esi: repeat-review', '!esi: repeat-review', '-esi after performed: performed'],
      closed: [],
    });
  });

  it('closes from everywhere, and closed is final', () => {
    for (const { name, final } of map.states) expect(next(epiduralMachine, name, { type: 'close' })).toBe(final ? undefined : 'closed');
    expect(legs.filter(({ from }) => from === 'closed')).toEqual([]);
  });
});
