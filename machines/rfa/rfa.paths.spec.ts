import { allLegs, combinations, movesOf, simplePaths } from '../../test/support/map-paths';
import { describeMap, next } from '../kernel/statechart';
import { rfaMachine } from './rfa.machine';

const STEPS = ['mbb1', 'mbb2', 'rfa', 'repeat-rfa'];
const ASSESSED = combinations('assessed', {
  step: STEPS, eligible: [true, false], fellShort: [true, false], requested: [true, false], after: ['conservative-care', 'block-1-response', 'block-2-response', 'performed', 'repeat-review'],
});
const REQUESTED = combinations('requested', { step: STEPS });
const PROCEDURES = [{ type: 'block-documented' }, { type: 'ablation-documented' }, { type: 'outcome-documented' }];
const EVENTS = [...PROCEDURES, ...ASSESSED, ...REQUESTED, { type: 'close' }];
const READY_FOR: Readonly<Record<string, string>> = { 'ready-for-block-1': 'mbb1', 'ready-for-block-2': 'mbb2', 'ready-for-rfa': 'rfa', 'ready-for-repeat': 'repeat-rfa' };
const AFTER_ABLATION = ['performed', 'repeat-review', 'ready-for-repeat'];

const map = describeMap(rfaMachine);
const paths = simplePaths(rfaMachine, EVENTS);
const legs = allLegs(rfaMachine, EVENTS);

describe('the map of radiofrequency ablation, over all simple paths', () => {
  it('reaches every position', () => {
    const reached = new Set(paths.flatMap((path) => path.map(({ to }) => to)));
    expect([...reached, map.initial].sort()).toEqual(expect.arrayContaining(map.states.map(({ name }) => name).sort()));
  });

  it('reaches every position by procedures and assessments alone, nothing ever requested', () => {
    const unrequested = [...PROCEDURES, ...ASSESSED.filter((event) => event['requested'] === false), { type: 'close' }];
    const reached = new Set(simplePaths(rfaMachine, unrequested).flatMap((path) => path.map(({ to }) => to)));
    expect(map.states.map(({ name }) => name).filter((name) => name !== map.initial && !reached.has(name))).toEqual([]);
  });

  it('gives every position a description and a tag, and steps ahead to all but the closed one', () => {
    for (const { name, description, tags, meta, final } of map.states) {
      expect({ name, described: description.length > 0, tagged: tags.length > 0, ahead: (meta['ahead'] as readonly string[]).length > 0 }).toEqual({ name, described: true, tagged: true, ahead: !final });
    }
  });

  it('says of each position which steps lie ahead, and which are possible where staff ask for them', () => {
    expect(map.states.map(({ name, meta }) => [name, meta['ahead'], meta['possible']])).toEqual([
      ['conservative-care', ['mbb1'], []], ['ready-for-block-1', ['mbb1'], []],
      ['block-1-response', ['mbb2', 'rfa'], ['mbb1']], ['block-1-failed', ['mbb2', 'rfa'], ['mbb1']], ['ready-for-block-2', ['mbb2', 'rfa'], ['mbb1']],
      ['block-2-response', ['rfa'], ['mbb2', 'mbb1']], ['block-2-failed', ['rfa'], ['mbb2', 'mbb1']], ['ready-for-rfa', ['rfa'], ['mbb2', 'mbb1']],
      ['performed', ['repeat-rfa'], ['mbb1', 'mbb2']], ['repeat-review', ['repeat-rfa'], ['mbb1', 'mbb2']], ['ready-for-repeat', ['repeat-rfa'], ['mbb1', 'mbb2']], ['closed', [], []],
    ]);
  });

  it('calls a position ready exactly where its next step is the one it is ready for', () => {
    for (const { name, tags, meta } of map.states) {
      expect({ name, ready: tags.includes('ready') }).toEqual({ name, ready: name in READY_FOR });
      if (name in READY_FOR) expect((meta['ahead'] as readonly string[])[0]).toBe(READY_FOR[name]);
    }
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

  it('never leaves a performed ablation by an assessment', () => {
    for (const { from, event, to } of legs) {
      if (event.type === 'assessed') expect({ from, to, both: AFTER_ABLATION.includes(from) === AFTER_ABLATION.includes(to) }).toEqual({ from, to, both: true });
    }
  });

  it('steps back by an assessment only to where the procedures lead', () => {
    const READY = Object.keys(READY_FOR);
    for (const { from, event, to } of legs) {
      if (event.type !== 'assessed' || !READY.includes(from) || READY.includes(to)) continue;
      const expected = from === 'ready-for-block-1' ? 'conservative-care' : from === 'ready-for-block-2' ? 'block-1-response' : event['after'];
      const reachable = { 'ready-for-rfa': ['block-1-response', 'block-2-response'], 'ready-for-repeat': ['performed', 'repeat-review'] }[from];
      if (reachable === undefined || reachable.includes(String(event['after']))) expect({ from, to }).toEqual({ from, to: expected });
    }
  });

  it('counts blocks: the second block response needs two blocks, whatever else happened', () => {
    const unrequested = simplePaths(rfaMachine, [...PROCEDURES, ...ASSESSED.filter((event) => event['requested'] === false && event['after'] === 'block-1-response')]);
    for (const path of unrequested) {
      const at = path.findIndex(({ to }) => to === 'block-2-response');
      if (at >= 0) expect(path.slice(0, at + 1).filter(({ event }) => event.type === 'block-documented').length).toBeGreaterThanOrEqual(2);
    }
  });

  it('is performed by an ablation only, from every open position', () => {
    for (const { event, from, to } of legs) if (to === 'performed' && from !== 'ready-for-repeat') expect(event.type).toBe('ablation-documented');
    for (const { name, final } of map.states) expect(next(rfaMachine, name, { type: 'ablation-documented' })).toBe(final ? undefined : 'performed');
  });

  it('holds an episode at the step that is requested, from every open position', () => {
    for (const { name, final } of map.states) {
      for (const [position, step] of Object.entries(READY_FOR)) expect(next(rfaMachine, name, { type: 'requested', step })).toBe(final ? undefined : position);
    }
  });

  it('moves by what is done and by what the record supports, and by nothing else', () => {
    expect(movesOf(rfaMachine, { block: { type: 'block-documented' }, outcome: { type: 'outcome-documented' } }, [['mbb1'], ['mbb2'], ['rfa', 'block-1-response'], ['repeat-rfa', 'performed']])).toEqual({
      'conservative-care': ['block: block-1-response', '+mbb1: ready-for-block-1'],
      'ready-for-block-1': ['block: block-1-response', '-mbb1: conservative-care', '!mbb1: conservative-care'],
      'block-1-response': ['block: block-2-response', '+mbb2: ready-for-block-2', '!mbb2: block-1-failed', '+rfa: ready-for-rfa'],
      'block-1-failed': ['block: block-2-response', '+mbb2: ready-for-block-2', '-mbb2: block-1-response', '+rfa: ready-for-rfa'],
      'ready-for-block-2': ['block: block-2-response', '-mbb2: block-1-response', '!mbb2: block-1-response', '+rfa: ready-for-rfa'],
      'block-2-response': ['block: block-2-response', '+rfa: ready-for-rfa', '!rfa: block-2-failed'],
      'block-2-failed': ['block: block-2-response', '+rfa: ready-for-rfa', '-rfa: block-2-response', '-rfa after block-1-response: block-2-response'],
      'ready-for-rfa': ['block: block-2-response', '-rfa: block-2-response', '!rfa: block-2-response', '-rfa after block-1-response: block-1-response'],
      performed: ['outcome: repeat-review', '+repeat-rfa: ready-for-repeat'],
      'repeat-review': ['outcome: repeat-review', '+repeat-rfa: ready-for-repeat'],
      'ready-for-repeat': ['outcome: repeat-review', '-repeat-rfa: repeat-review', '!repeat-rfa: repeat-review', '-repeat-rfa after performed: performed'],
      closed: [],
    });
  });

  it('closes from everywhere, and closed is final', () => {
    for (const { name, final } of map.states) expect(next(rfaMachine, name, { type: 'close' })).toBe(final ? undefined : 'closed');
    expect(legs.filter(({ from }) => from === 'closed')).toEqual([]);
    expect(paths.every((path) => path.every(({ from }) => from !== 'closed'))).toBe(true);
  });
});
