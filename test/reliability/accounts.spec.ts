/** Accounts, sessions and attempts as stored, on both engines. */
import { openStore } from '../../src/platform/database/open-store';
import type { Store } from '../../src/platform/database/store';
import { configOf } from '../support/commits';
import { describeEachEngine } from '../support/engines';

const NOW = '2026-10-01T17:00:00.000Z';
const TONIGHT = '2026-10-02T05:00:00.000Z';

describeEachEngine('the store of accounts', (under) => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore(configOf(await under.freshDatabase()), { now: () => NOW });
    for (const id of ['p', 'q']) await store.practices.create({ id, name: `Clinic ${id}`, timeZone: 'America/Chicago', demo: false });
    expect(await store.accounts.add('p', account('a1', 'J.Vargas'))).toBe(true);
  });
  afterAll(() => store.close());

  const account = (accountId: string, name: string) => ({ accountId, name, displayName: 'Jo Vargas', role: 'nurse', password: 'hashed', mustChangePassword: true });
  const hash = (byte: number) => Buffer.alloc(32, byte);
  const session = (sessionId: string, byte: number, accountId = 'a1') => store.sessions.add('p', { sessionId, accountId, hash: hash(byte), now: NOW, endsAt: TONIGHT });

  it('takes a name once, in whatever case and practice', async () => {
    for (const [practice, id, name] of [['p', 'a2', 'j.vargas'], ['q', 'a3', 'J.VARGAS'], ['q', 'a4', '\uFF2A.vargas'], ['p', 'a1', 'other']] as const) {
      expect([name, await store.accounts.add(practice, account(id, name))]).toEqual([name, false]);
    }
    expect(await store.accounts.list('q')).toEqual([]);
    expect(await store.accounts.credentialsByName('J.VARGAS')).toMatchObject({ practice: 'p', accountId: 'a1', name: 'J.Vargas', password: 'hashed', state: 'active', mustChangePassword: true });
    expect(Object.keys((await store.accounts.find('p', 'a1')) ?? {})).not.toContain('password');
  });

  it('finds a session with the account as it is now, and none of an account that is not active', async () => {
    await session('s1', 1);
    expect(await store.sessions.find(hash(1))).toEqual({
      practice: 'p', sessionId: 's1', accountId: 'a1', name: 'J.Vargas', displayName: 'Jo Vargas', role: 'nurse', mustChangePassword: true, hasOneTimeCode: false, seenAt: NOW, endsAt: TONIGHT,
      practiceName: 'Clinic p', timeZone: 'America/Chicago', demo: false,
    });
    await store.accounts.change('p', 'a1', { role: 'biller', displayName: 'Jo V.' });
    expect(await store.sessions.find(hash(1))).toMatchObject({ role: 'biller', displayName: 'Jo V.' });
    await store.accounts.change('p', 'a1', { state: 'disabled' });
    await store.accounts.change('p', 'a1', { state: 'active' });
    expect(await store.sessions.find(hash(1))).toBeUndefined();
  });

  it('ends one session, and all of them with a new password', async () => {
    for (const [id, byte] of [['s2', 2], ['s3', 3]] as const) await session(id, byte);
    await store.sessions.end('p', 's2');
    expect([await store.sessions.find(hash(2)), (await store.sessions.find(hash(3)))?.sessionId]).toEqual([undefined, 's3']);
    await store.accounts.setPassword('p', 'a1', 'other', false);
    expect(await store.sessions.find(hash(3))).toBeUndefined();
    expect(await store.accounts.credentials('p', 'a1')).toMatchObject({ password: 'other', mustChangePassword: false });
  });

  it('notes activity forward only', async () => {
    await session('s4', 4);
    for (const now of ['2026-10-01T17:10:00.000Z', '2026-10-01T17:05:00.000Z']) await store.sessions.noteSeen('p', 's4', now);
    expect((await store.sessions.find(hash(4)))?.seenAt).toBe('2026-10-01T17:10:00.000Z');
  });

  it('locks an account at the failure that is one too many, once, and begins anew after a success', async () => {
    const fail = () => store.accounts.noteFailure('p', 'a1', 3);
    expect([await fail(), await fail()]).toEqual([false, false]);
    await store.accounts.noteSignIn('p', 'a1');
    expect([await fail(), await fail(), await fail(), await fail()]).toEqual([false, false, true, false]);
    expect(await store.accounts.find('p', 'a1')).toMatchObject({ state: 'locked', signedInAt: NOW });
    expect(await store.sessions.find(hash(4))).toBeUndefined();
  });

  it('counts attempts against what was read, so that none is lost', async () => {
    const attempts = store.signInAttempts;
    const first = { failures: 1, failedAt: NOW };
    expect(await Promise.all([attempts.replace('x', undefined, first), attempts.replace('x', undefined, first)])).toEqual(expect.arrayContaining([true, false]));
    const second = { failures: 2, failedAt: TONIGHT };
    expect([await attempts.replace('x', first, second), await attempts.replace('x', first, second)]).toEqual([true, false]);
    expect(await attempts.find('x')).toEqual(second);
    await attempts.sweep(TONIGHT);
    expect(await attempts.find('x')).toEqual(second);
    await attempts.forget('x');
    expect(await attempts.find('x')).toBeUndefined();
  });
});
