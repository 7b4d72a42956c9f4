/** The views over stored rows: for each what is in it on which day, and what is not. */
import { QUEUE_VIEWS, type QueueView } from '../../machines/queue';
import { commitOf, configOf } from '../../test/support/commits';
import { describeEachEngine } from '../../test/support/engines';
import { openStore } from '../platform/database/open-store';
import type { Store } from '../platform/database/store';
import type { NeedRow } from '../platform/event-store/projection-tables';
import { QueueRows, type QueueFilter } from './queue-rows';

const TODAY = '2026-11-23';
const [YESTERDAY, TOMORROW] = ['2026-11-22', '2026-11-24'];

const BARE: Omit<NeedRow, 'need_id' | 'patient_id'> = {
  family: 'Testperson', given: 'T', sort_name: 'testperson t', episode_id: 'e', step: 'rfa', pathway: 'rfa', region: 'lumbosacral', authorization_id: null, targets: '[]', payer: null, delegate: null, directory_lacks: null,
  stage: 'criteria', criteria: 'missing', packet: 'none', decision: 'none', blocked_by: '[]', action: 'document', due_kind: null, due_on: null, until_on: null, later_action: null, later_due_kind: null, later_due_on: null,
  clock_on: null, peer_until: null, schedule_by: null, expires_on: null, units_left: null, owner: null, snoozed_until: null, comments: 0, version: 1, updated_at: '2026-11-23T12:00:00.000Z',
};
const MISSING = { criteria: 'one-missing' };
const PACKET = { stage: 'packet', criteria: 'met', packet: 'draft', action: 'request' };
const DENIED = { stage: 'decision', criteria: 'met', packet: 'sent', decision: 'denied', action: 'call-peer', later_action: 'appeal', later_due_on: '2027-05-01' };
const APPROVED = { stage: 'approval', criteria: 'met', packet: 'sent', decision: 'approved', action: 'schedule' };

/** A row, and the views that it is in today besides `all`. */
const CASES: readonly (readonly [name: string, row: Partial<NeedRow>, views: readonly QueueView[]])[] = [
  ['nothing due', {}, []],
  ['due tomorrow', { due_on: TOMORROW }, []], ['due today', { due_on: TODAY }, ['due-today']], ['late', { due_on: YESTERDAY }, ['due-today']],
  ['late, and something later is next', { due_on: YESTERDAY, until_on: YESTERDAY, later_due_on: TOMORROW, later_action: 'appeal' }, []],
  ['late and put off', { due_on: YESTERDAY, snoozed_until: TOMORROW, owner: 'me' }, []], ['late and put off until today', { due_on: YESTERDAY, snoozed_until: TODAY }, ['due-today']],
  ['one missing', MISSING, ['missing-one-item']], ['one missing that time meets', { ...MISSING, action: 'wait' }, []], ['one missing of a request that is out', { ...MISSING, stage: 'decision' }, []],
  ['one missing, records to be asked for again', { ...MISSING, until_on: YESTERDAY, later_action: 'chase-records' }, ['missing-one-item']],
  ['a met draft', PACKET, ['ready-to-send']], ['a signed packet', { ...PACKET, packet: 'signed', action: 'submit' }, ['ready-to-send']], ['what the service sends', { ...PACKET, packet: 'signed', action: 'wait' }, []],
  ['awaited, in time', { stage: 'decision', decision: 'awaited', action: 'wait', clock_on: TODAY }, []], ['awaited, past its clock', { stage: 'decision', decision: 'awaited', action: 'wait', clock_on: YESTERDAY }, ['awaiting-past-clock']],
  ['denied, a peer may be spoken to', { ...DENIED, until_on: TODAY, peer_until: TODAY }, ['denied-peer-to-peer']], ['denied, the window has closed', { ...DENIED, until_on: YESTERDAY, peer_until: YESTERDAY }, []],
  ['denied, a call was yesterday', { ...DENIED, until_on: YESTERDAY, later_action: 'record-decision' }, ['denied-peer-to-peer']],
  ['approved for fifteen days more', { ...APPROVED, expires_on: '2026-12-08' }, []], ['approved for fourteen', { ...APPROVED, expires_on: '2026-12-07' }, ['expiring-14-days']],
  ['approved to this day', { ...APPROVED, expires_on: TODAY }, ['expiring-14-days']], ['approved until yesterday', { ...APPROVED, expires_on: YESTERDAY, schedule_by: YESTERDAY }, []],
  ['approved, no day taken', { ...APPROVED, schedule_by: TOMORROW }, ['approved-not-scheduled']],
  ['mine', { owner: 'me' }, ['mine']], ['another\'s', { owner: 'you' }, []],
  ['a row of an earlier program, where nothing is needed', { stage: null as unknown as string, due_on: YESTERDAY, owner: 'me' }, []],
];

describeEachEngine('the views of the queue', (under) => {
  let store: Store;
  let rows: QueueRows;
  const asking = { today: TODAY, actor: 'me' };
  const idOf = (index: number): string => `need-${String(index).padStart(2, '0')}`;
  const found = async (filter: QueueFilter) => (await rows.page('p', filter, 'due', asking, 100, undefined)).map(({ need_id }) => need_id).sort();

  beforeAll(async () => {
    store = await openStore(configOf(await under.freshDatabase()));
    rows = new QueueRows(store);
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
    await store.commit(commitOf({ practice: 'p', stream: 's', expectedVersion: 0, events: [], projections: CASES.map(([, row], index) => ({ table: 'need' as const, key: { need_id: idOf(index) }, row: { ...BARE, patient_id: 's', ...row } })) }));
  });
  afterAll(() => store.close());

  it.each(QUEUE_VIEWS)('%s', async (view) => {
    const expected = CASES.flatMap(([, row, views], index) => ((view === 'all' ? row.stage !== null : views.includes(view)) ? [idOf(index)] : []));
    expect(expected.length).toBeGreaterThan(0);
    expect(await found({ view })).toEqual(expected);
  });

  it('are counted as they are listed, in one question', async () => {
    const filters: readonly QueueFilter[] = [...QUEUE_VIEWS.map((view) => ({ view })), { owner: 'you' }, { owner: 'none', stage: 'approval' }, { dueBefore: TODAY }];
    expect(await rows.counts('p', filters, asking)).toEqual(await Promise.all(filters.map(async (filter) => (await found(filter)).length)));
  });

  it('are in the order of what is due on the day they are read on, what has no day last', async () => {
    const due = (await rows.page('p', {}, 'due', asking, 100, undefined)).map(({ until_on, later_due_on, due_on }) => (until_on !== null && until_on < TODAY ? later_due_on : due_on));
    const days = due.filter((day) => day !== null);
    expect([days, due.slice(days.length).every((day) => day === null)]).toEqual([[...days].sort(), true]);
    expect(days.length).toBeGreaterThan(5);
  });
});
