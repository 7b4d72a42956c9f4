/** Streams of changes under strain: a reader that does not read, more readers than there is room for, a heartbeat, a store that fails for a while. */
import { setTimeout as delay } from 'node:timers/promises';
import { FollowChanges, STREAMS_MAX } from '../../src/changes/follow-changes';
import type { ChangeStream } from '../../src/changes/change-stream';
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { isRejection } from '../../machines/kernel/rejection';
import { commitOf, configOf, noted } from '../support/commits';
import { describeEachEngine } from '../support/engines';

const PACE = { lookMs: 20, heartbeatMs: 50, recheckMs: 50 };
const READER = { practice: 'p', lastEventId: undefined, isAdmitted: () => Promise.resolve(true) };

describeEachEngine('streams of changes', (under) => {
  let store: Store;
  let changes: FollowChanges;
  const failures: unknown[] = [];
  let streams = 0;

  beforeAll(async () => {
    store = await openStore(configOf(await under.freshDatabase()));
    await store.practices.create({ id: 'p', name: 'Clinic', timeZone: 'America/Chicago', demo: false });
  });
  beforeEach(() => {
    failures.length = 0;
    changes = new FollowChanges(store, { failure: (error) => void failures.push(error) }, PACE);
  });
  afterEach(() => changes.onModuleDestroy());
  afterAll(() => store.close());

  const write = async (events = 1): Promise<void> => {
    await store.commit(commitOf({ practice: 'p', stream: `s${++streams}`, expectedVersion: 0, events: Array.from({ length: events }, (_, index) => noted(String(index))) }));
  };
  const open = async (reader: Partial<Parameters<FollowChanges['open']>[0]> = {}): Promise<ChangeStream> => {
    const stream = await changes.open({ ...READER, ...reader });
    if (isRejection(stream)) throw new Error(stream.code);
    return stream;
  };
  const heard = (stream: ChangeStream): { text: () => string } => {
    let text = '';
    stream.body.on('data', (chunk: Buffer) => void (text += chunk.toString()));
    return { text: () => text };
  };
  const until = async (holds: () => boolean): Promise<void> => {
    for (let tries = 0; !holds(); tries++) {
      if (tries > 250) throw new Error('not within five seconds');
      await delay(20);
    }
  };

  it('beat while nothing happens, and tell what does', async () => {
    const { text } = heard(await open());
    await until(() => text().includes(': here\n\n: here\n\n'));
    await write(3);
    await until(() => text().includes(`"patientId":"s${streams}","version":3,"types":["FactDocumented"]`));
  });

  it('let go of a reader that does not read, and of no other', async () => {
    const [slow, quick] = [await open(), await open()];
    const { text } = heard(quick);
    for (let i = 0; i < 900; i++) await write();
    await until(() => slow.body.destroyed || changes.streams < 2);
    expect([slow.body.destroyed, quick.body.destroyed, changes.streams]).toEqual([true, false, 1]);
    await until(() => text().includes(`"patientId":"s${streams}"`));
    expect(slow.body.readableLength).toBeLessThan(2 * 64 * 1024);
  }, 60_000);

  it('are so many and no more; one that ends makes room', async () => {
    const opened = await Promise.all(Array.from({ length: STREAMS_MAX + 5 }, () => changes.open(READER)));
    expect(opened.filter(isRejection).map(({ code }) => code)).toEqual(Array<string>(5).fill('too-many-streams'));
    const first = opened.find((stream) => !isRejection(stream)) as ChangeStream;
    first.body.destroy();
    await until(() => changes.streams === STREAMS_MAX - 1);
    await open();
  });

  it('end for a reader who is admitted no more', async () => {
    let isAdmitted = true;
    const stream = await open({ isAdmitted: () => Promise.resolve(isAdmitted) });
    heard(stream);
    await delay(120);
    expect(stream.body.readableEnded).toBe(false);
    isAdmitted = false;
    await until(() => stream.body.readableEnded);
    expect(changes.streams).toBe(0);
  });

  it('say that all is to be read anew where more was missed than is told', async () => {
    const since = (await store.sql.of('p').query("SELECT last_feed FROM practice WHERE practice_id = 'p'"))[0]?.['last_feed'];
    await write(1_000);
    const { text } = heard(await open({ lastEventId: String(since) }));
    await until(() => text().includes('event: reset'));
    await write();
    await until(() => text().includes(`"patientId":"s${streams}"`));
    expect(text()).not.toContain(`"patientId":"s${streams - 1}"`);
  });

  it('go on after the store has failed, and have missed nothing', async () => {
    let isBroken = false;
    const sql: Store['sql'] = { ...store.sql, of: (practice) => ({ ...store.sql.of(practice), query: (text, parameters) => (isBroken ? Promise.reject(new Error('gone')) : store.sql.of(practice).query(text, parameters)) }) };
    changes = new FollowChanges({ sql }, { failure: (error) => void failures.push(error) }, PACE);
    const { text } = heard(await open());
    isBroken = true;
    await write();
    await until(() => failures.length > 0);
    expect(text()).not.toContain('event: change');
    isBroken = false;
    await until(() => text().includes(`"patientId":"s${streams}"`));
  });
});
