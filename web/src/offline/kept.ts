/** What is kept to go on without a connection: who is signed in, the day's list, its patients and those this person opened. Wiped at sign-out. */
import type { Session } from '../api/session';
import { database, type StoredDay, type StoredSession } from './database';
import type { KeptRecord, PatientRecord, TodayList } from './record';
import { seal, unseal } from './vault';

/** Opened ones; the patients of the day come on top. */
const OPENED_MAX = 40;
const CURRENT = 'current';
const TODAY = 'today';

export async function keepPatient(accountId: string, record: PatientRecord): Promise<void> {
  const sealed = await seal(record);
  const db = await database();
  await db.put('patients', { accountId, patientId: record.patient.patientId, keptAt: Date.now(), sealed });
  const day = await storedDay(accountId);
  const isOfDay = (patientId: string): boolean => day?.patientIds.includes(patientId) === true;
  const all = (await db.getAll('patients')).sort((a, b) => b.keptAt - a.keptAt);
  const opened = all.filter((kept) => kept.accountId === accountId && !isOfDay(kept.patientId));
  const givenUp = [...all.filter((kept) => kept.accountId !== accountId), ...opened.slice(OPENED_MAX)];
  await Promise.all(givenUp.map((kept) => db.delete('patients', [kept.accountId, kept.patientId])));
}

export async function keptPatient(accountId: string, patientId: string): Promise<KeptRecord | undefined> {
  const kept = await (await database()).get('patients', [accountId, patientId]);
  return kept === undefined ? undefined : { ...(await unseal<PatientRecord>(kept.sealed)), keptAt: kept.keptAt };
}

/** When each was kept, in milliseconds since 1970. */
export async function keptPatients(accountId: string): Promise<ReadonlyMap<string, number>> {
  return new Map((await (await database()).getAllFromIndex('patients', 'account', accountId)).map(({ patientId, keptAt }) => [patientId, keptAt]));
}

export async function keepToday(accountId: string, today: TodayList): Promise<void> {
  const sealed = await seal(today);
  await (await database()).put('session', { accountId, on: today.on, patientIds: today.items.map(({ patientId }) => patientId), sealed }, TODAY);
}

/** Undefined on another day. */
export async function keptToday(accountId: string, on: string): Promise<TodayList | undefined> {
  const kept = await storedDay(accountId);
  return kept?.on === on ? unseal<TodayList>(kept.sealed) : undefined;
}

async function storedDay(accountId: string): Promise<StoredDay | undefined> {
  const kept = await (await database()).get('session', TODAY);
  return kept !== undefined && 'patientIds' in kept && kept.accountId === accountId ? kept : undefined;
}

/** The token against forgery is not kept: it is asked for again with the connection. */
export async function keepSession({ csrfToken: _, ...session }: Session): Promise<void> {
  const sealed = await seal(session);
  await (await database()).put('session', { accountId: session.account.accountId, activeAt: Date.now(), idleSeconds: session.idleSeconds, sealed }, CURRENT);
}

/** Somebody is there. */
export async function noteActivity(): Promise<void> {
  const kept = await storedSession();
  if (kept !== undefined) await (await database()).put('session', { ...kept, activeAt: Date.now() }, CURRENT);
}

/** Without a connection nobody can be asked whether the session still holds: it ends here as it would end there, when nobody was active. */
export async function keptSession(): Promise<Session | undefined> {
  const kept = await storedSession();
  if (kept === undefined || Date.now() - kept.activeAt > kept.idleSeconds * 1000) return undefined;
  return { ...(await unseal<Omit<Session, 'csrfToken'>>(kept.sealed)), csrfToken: '' };
}

async function storedSession(): Promise<StoredSession | undefined> {
  const kept = await (await database()).get('session', CURRENT);
  return kept !== undefined && 'idleSeconds' in kept ? kept : undefined;
}

/** At sign-out. What waits to be sent stays, sealed, for this account alone. */
export async function wipeKept(): Promise<void> {
  const transaction = (await database()).transaction(['patients', 'session'], 'readwrite');
  await Promise.all([transaction.objectStore('patients').clear(), transaction.objectStore('session').clear(), transaction.done]);
}
