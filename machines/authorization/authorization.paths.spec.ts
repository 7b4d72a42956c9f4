import { allLegs, simplePaths } from '../../test/support/map-paths';
import { describeMap } from '../kernel/statechart';
import { AUTHORIZATION_EVENTS, authorizationMachine } from './authorization.machine';

const EVENTS = AUTHORIZATION_EVENTS.map((type) => ({ type }));
const map = describeMap(authorizationMachine);
const paths = simplePaths(authorizationMachine, EVENTS);
const legs = allLegs(authorizationMachine, EVENTS);

/** On every path to one of these positions there was such an event before. */
function alwaysAfter(positions: readonly string[], event: string): void {
  let seen = 0;
  for (const path of paths) {
    const at = path.findIndex(({ to }) => positions.includes(to));
    if (at < 0) continue;
    seen++;
    expect({ path: path.map(({ to }) => to), after: path.slice(0, at + 1).some((leg) => leg.event.type === event) }).toMatchObject({ after: true });
  }
  expect(seen).toBeGreaterThan(0);
}

describe('the life of an authorization, over all simple paths', () => {
  it('reaches every position, each with a description and a tag', () => {
    const reached = new Set(paths.flatMap((path) => path.map(({ to }) => to)));
    for (const { name, description, tags } of map.states) {
      expect({ name, reached: name === map.initial || reached.has(name), described: description.length > 0, tagged: tags.length > 0 }).toEqual({ name, reached: true, described: true, tagged: true });
    }
  });

  it('submits nothing that was not requested', () => alwaysAfter(['submitted'], 'request'));

  it('hears from a payer only about what was submitted', () => alwaysAfter(['pended', 'affirmed', 'partially-affirmed', 'modified', 'denied', 'rejected', 'not-required', 'answered', 'cancelled', 'peer-to-peer', 'appealed'], 'submit'));

  it('lets only an approval expire', () => {
    expect(legs.filter(({ event }) => event.type === 'expire').map(({ from }) => from).sort()).toEqual(['affirmed', 'partially-affirmed']);
  });

  it('discards an approval only by the practice, the calendar, or the payer that cancels it; approved in part, nothing that is said of the rest takes it', () => {
    expect(legs.filter(({ from }) => from === 'affirmed').map(({ event }) => event.type).sort()).toEqual(['cancel', 'expire', 'withdraw']);
    expect(legs.filter(({ from, to }) => from === 'partially-affirmed' && to !== from).map(({ event, to }) => `${event.type} ${to}`).sort()).toEqual([
      'accept affirmed', 'affirm affirmed', 'cancel cancelled', 'expire expired', 'find-not-required not-required', 'withdraw withdrawn',
    ]);
    expect(legs.filter(({ from }) => from === 'not-required').map(({ event }) => event.type).sort()).toEqual(['cancel', 'withdraw']);
  });

  it('knows no assessment: none can move an authorization', () => {
    expect(map.states.flatMap(({ transitions }) => transitions.map(({ event }) => event)).filter((event) => !AUTHORIZATION_EVENTS.some((known) => known === event))).toEqual([]);
    expect(allLegs(authorizationMachine, [{ type: 'assessed' }])).toEqual([]);
  });

  it('may ask again after a denial, without limit', () => {
    expect(legs.filter(({ event }) => event.type === 'request').map(({ from }) => from).sort()).toEqual(['denied', 'draft', 'rejected', 'requested']);
  });

  it('starts no appeal and no call from a rejection: it is corrected and sent again', () => {
    expect(legs.filter(({ from }) => from === 'rejected').map(({ event }) => event.type).sort()).toEqual(['request', 'submit', 'withdraw']);
  });

  it('authorizes nothing modified before it is accepted, and only what is modified is', () => {
    expect(legs.filter(({ event }) => event.type === 'accept' || event.type === 'decline').map(({ from, event, to }) => `${from} ${event.type} ${to}`)).toEqual(['partially-affirmed accept affirmed', 'partially-affirmed decline partially-affirmed', 'modified accept affirmed', 'modified decline denied']);
    expect(map.states.find(({ name }) => name === 'modified')?.tags).not.toContain('authorized');
  });

  it('ends withdrawn, cancelled or expired, for good; everything else can be withdrawn', () => {
    const finals = map.states.filter(({ final }) => final).map(({ name }) => name);
    expect(finals.sort()).toEqual(['cancelled', 'expired', 'withdrawn']);
    expect(legs.filter(({ from }) => finals.includes(from))).toEqual([]);
    expect(legs.filter(({ to }) => to === 'withdrawn').map(({ from }) => from).sort()).toEqual(map.states.filter(({ final }) => !final).map(({ name }) => name).sort());
  });
});
