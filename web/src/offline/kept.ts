/** What is kept to go on without a connection: who is signed in, and the patients this person opened. Wiped at sign-out. */
import type { Session } from '../api/session';
import { database } from './database';
import type { KeptRecord, PatientRecord } from './record';
import { seal, unseal } from './vault';

const PATIENTS_MAX = 40;
const CURRENT = 'current';

export async function keepPatient(accountId: string, record: PatientRecord): Promise<void> {
  const sealed = await seal(record);
  const db = await database();
  await db.put('patients', { accountId, patientId: record.patient.patientId, keptAt: Date.now(), sealed });
  const all = (await db.getAll('patients')).sort((a, b) => b.keptAt - a.keptAt);
  await Promise.all(all.filter((kept, index) => kept.accountId !== accountId || index >= PATIENTS_MAX).map((kept) => db.delete('patients', [kept.accountId, kept.patientId])));
}

export async function keptPatient(accountId: string, patientId: string): Promise<KeptRecord | undefined> {
  const kept = await (await database()).get('patients', [accountId, patientId]);
  return kept === undefined ? undefined : { ...(await unseal<PatientRecord>(kept.sealed)), keptAt: kept.keptAt };
}

/** The token against forgery is not kept: it is asked for again with the connection. */
export async function keepSession({ csrfToken: _, ...session }: Session): Promise<void> {
  const sealed = await seal(session);
  await (await database()).put('session', { accountId: session.account.accountId, activeAt: Date.now(), idleSeconds: session.idleSeconds, sealed }, CURRENT);
}

/** Somebody is there. */
export async function noteActivity(): Promise<void> {
  const db = await database();
  const kept = await db.get('session', CURRENT);
  if (kept !== undefined) await db.put('session', { ...kept, activeAt: Date.now() }, CURRENT);
}

/** Without a connection nobody can be asked whether the session still holds: it ends here as it would end there, when nobody was active. */
export async function keptSession(): Promise<Session | undefined> {
  const kept = await (await database()).get('session', CURRENT);
  if (kept === undefined || Date.now() - kept.activeAt > kept.idleSeconds * 1000) return undefined;
  return { ...(await unseal<Omit<Session, 'csrfToken'>>(kept.sealed)), csrfToken: '' };
}

/** At sign-out. What waits to be sent stays, sealed, for this account alone. */
export async function wipeKept(): Promise<void> {
  const transaction = (await database()).transaction(['patients', 'session'], 'readwrite');
  await Promise.all([transaction.objectStore('patients').clear(), transaction.objectStore('session').clear(), transaction.done]);
}
