/**
 * A practice that has signed packets of every kind, written the way the service writes: patients made from the repository's cases under
 * names of their own, one after the other, the same for the same seed on either engine.
 */
import { createHash } from 'node:crypto';
import { isRejection, type Rejection } from '../../../machines/kernel/rejection';
import { regionOfLevel, type Region, type Target } from '../../../machines/kernel/anatomy';
import type { Fact } from '../../../machines/evidence/fact';
import type { Step } from '../../../machines/criteria/types';
import { SHIPPED_POLICIES } from '../../../machines/policies/shipped';
import type { EpisodePlan, PatientCommand, PatientCoverage } from '../../../machines/patient';
import { randomOf } from '../../../src/demo/generator/random';
import { syntheticMedicareNumber, syntheticName } from '../../../src/demo/generator/names';
import { DEMO_DIRECTORY, DEMO_FACILITY, DEMO_PRACTITIONER } from '../../../src/demo/demo-directory';
import { recordDirectory } from '../../../src/demo/record-directory';
import { Documents } from '../../../src/documentation/documents';
import { announcePackets, LoadPacket, RenderedPackets } from '../../../src/packets';
import { SignPacket } from '../../../src/packets/sign-packet';
import { patientProjector } from '../../../src/patients';
import { pathwayOf } from '../../../src/policies';
import { Audited } from '../../../src/platform/audit/audited';
import type { Store } from '../../../src/platform/database/store';
import { answer, type Answered } from '../../../src/platform/http/answer';
import type { Write } from '../../../src/platform/http/parameters';
import { PatientLog } from '../../../src/platform/patient-log/patient-log';
import { PracticeLog } from '../../../src/platform/practice-log/practice-log';
import { isAnswered, ownCases, type CaseFile } from '../../cases/load-cases';
import { notesPdf, pngOf } from '../../packets/case-packet';

export const PACKET_PRACTICE = 'packets';
const ZONE = 'America/New_York';
export const PACKET_STEPS: readonly Step[] = ['mbb1', 'mbb2', 'rfa', 'repeat-rfa', 'trial', 'implant', 'esi'];
/** The clock of a command that reads the practice later must not be behind it. */
const LAST_DAY = '2026-11-28';

export interface SignedPacket {
  readonly patientId: string;
  readonly packetId: string;
  readonly step: Step;
  readonly documents: number;
}

interface StepCase {
  readonly coverage: Omit<PatientCoverage, 'order'>;
  readonly patient: { readonly birthDate: string };
  readonly facts: readonly Fact[];
  readonly question: EpisodePlan & { readonly step: Step; readonly dateOfService: string; readonly asOf?: string; readonly region?: Region };
}

const CASES: readonly StepCase[] = ownCases().filter((one) => isAnswered(one) && isTellable(one)).map(({ document }) => document as unknown as StepCase);

function isTellable({ document: { imported, facts, question: { asOf, dateOfService } } }: CaseFile): boolean {
  return imported === undefined && (asOf ?? dateOfService) <= LAST_DAY && facts.every((fact) => (fact as Fact).documentId === undefined);
}

export async function makePackets(store: Store, seed: number, count: number): Promise<readonly SignedPacket[]> {
  await store.practices.create({ id: PACKET_PRACTICE, name: 'Riverbend Pain Clinic (synthetic)', timeZone: ZONE, demo: false });
  await recordDirectory({ store, practice: PACKET_PRACTICE, actor: 'admin-1' }, DEMO_DIRECTORY, '2020-01-01T00:00:00.000Z');
  const signed: SignedPacket[] = [];
  for (let index = 0; signed.length < count; index++) {
    const made = await makePacket(store, seed, { index, nth: signed.length });
    if (made !== undefined) signed.push(made);
  }
  return signed;
}

/** Undefined where the case's step is none that its episode can ask for yet: another case is taken then. Kinds follow in turn; of five packets two have a document. */
async function makePacket(store: Store, seed: number, { index, nth }: { readonly index: number; readonly nth: number }): Promise<SignedPacket | undefined> {
  const random = randomOf(seed, index);
  const step = PACKET_STEPS[nth % PACKET_STEPS.length] as Step;
  const one = random.pick(CASES.filter(({ question }) => question.step === step) as [StepCase, ...StepCase[]]);
  const { step: _, dateOfService, asOf = dateOfService, region, targets = [], technique, guidance, setting, approach, contrast } = one.question;
  const log = new PatientLog({
    store, streams: store.streams, audited: new Audited(store), clock: { now: () => `${asOf}T17:00:00.000Z` }, practiceLog: new PracticeLog(store.streams, SHIPPED_POLICIES), projector: patientProjector, announce: announcePackets,
  });
  const patientId = createHash('sha256').update(`${seed} ${index}`).digest('hex').slice(0, 24);
  let writes = 0;
  const write = (): Write => ({
    caller: { practice: PACKET_PRACTICE, actor: 'clinician-1', role: 'clinician', timeZone: ZONE, demo: false, requestId: `request-${index}-${++writes}` },
    idempotencyKey: `${seed}-${index}-${writes}`, requestHash: '', ifMatch: undefined, contentType: '',
  });
  const tell = (command: PatientCommand): Promise<Answered> =>
    log.write(write(), patientId, { action: 'change-fact', status: 201, command: () => command, answer: () => answer(201, {}), ...(command.type === 'RegisterPatient' && { registers: true as const }) });
  const plan: EpisodePlan = { targets, technique, guidance, setting, approach, contrast, practitionerId: DEMO_PRACTITIONER, ...(setting === '24' && { facilityId: DEMO_FACILITY }) };
  const identifiers = [{ kind: 'mrn', value: `DEMO-${String(index).padStart(6, '0')}` }];
  await tell({ type: 'RegisterPatient', patientId, name: syntheticName(random), birthDate: one.patient.birthDate, identifiers, coverages: [{ ...one.coverage, order: 1, memberId: syntheticMedicareNumber(random) }], details: { sex: 'female' } });
  const at = region ?? regionOf(targets);
  if (at === undefined || isRejection(await tell({ type: 'OpenEpisode', episodeId: `${patientId}-e`, pathway: pathwayOf(step), region: at, plan: defined(plan) }))) return undefined;
  const documentId = await attach(new Documents(log, store.reads), patientId, write(), nth % 5, index);
  for (const [n, fact] of [...one.facts, ...followUps(random.whole(0, 3), asOf)].entries()) {
    if (isRejection(await tell({ type: 'DocumentFact', factId: `${patientId}-${n}`, fact: { ...fact, id: undefined, ...(documentId !== undefined && n === 0 && { documentId, page: 1 }) } }))) return undefined;
  }
  const packetId = await request(tell, async () => (await log.loadQuietly({ practice: PACKET_PRACTICE }, patientId)).patient.authorizations, { authorizationId: `${patientId}-a`, packetId: `${patientId}-p`, episodeId: `${patientId}-e`, step }, dateOfService);
  if (packetId === undefined) return undefined;
  const signing = new SignPacket(log, new LoadPacket(log, store.practices, new PracticeLog(store.streams, SHIPPED_POLICIES)), new RenderedPackets(store.reads));
  const reviewed = await signing.review(write(), patientId, packetId, { by: 'Nora Example', note: 'Read.' } as never);
  const signed = isRejection(reviewed) ? reviewed : await signing.sign(write(), patientId, packetId, { by: 'Ada Beispiel', credentials: 'MD', rationale: 'What is missing follows by letter.' } as never);
  if (isRejection(signed)) throw new Error(`a packet could not be signed: ${signed.code}: ${signed.message}`);
  return { patientId, packetId, step, documents: documentId === undefined ? 0 : 1 };
}

type Ask = Omit<Extract<PatientCommand, { type: 'DraftAuthorization' }>, 'type'>;
type Authorizations = () => Promise<readonly { readonly id: string; readonly step: Step; readonly packetId: string; readonly position: string }[]>;

/** On what the record supports, or with an override that names what it does not. */
async function request(tell: (command: PatientCommand) => Promise<Answered>, authorizations: Authorizations, draft: Ask, dateOfService: string): Promise<string | undefined> {
  const find = async () => (await authorizations()).find(({ step, position }) => step === draft.step && position === 'draft');
  if ((await find()) === undefined) await tell({ type: 'DraftAuthorization', ...draft });
  const drafted = await find();
  if (drafted === undefined) return undefined;
  const command = { type: 'RequestAuthorization', authorizationId: drafted.id, dateOfService } as const;
  const refused = await tell(command);
  if (!isRejection(refused)) return drafted.packetId;
  const findings = refused.code === 'not-eligible' ? kindsOf(refused) : [];
  const overridden = await tell({ ...command, override: { by: 'Ada Beispiel, MD', rationale: 'Asked with what is missing, as the letter explains.', findings } });
  return isRejection(overridden) ? undefined : drafted.packetId;
}

function kindsOf({ details }: Rejection): readonly never[] {
  return [...new Set((details?.['findings'] as readonly { readonly kind: never }[]).map(({ kind }) => kind))];
}

async function attach(documents: Documents, patientId: string, write: Write, of: number, index: number): Promise<string | undefined> {
  const [contentType, body] = of === 0 ? ['image/png', pngOf(40 + (index % 7), 30)] : of === 1 ? ['application/pdf', await notesPdf()] : [];
  if (contentType === undefined || body === undefined) return undefined;
  const attached = await documents.attach({ ...write, contentType }, patientId, Buffer.from(body), 'Notes');
  if (isRejection(attached)) throw new Error(attached.message);
  return (JSON.parse(String(attached.body)) as { readonly documentId: string }).documentId;
}

function followUps(count: number, on: string): readonly Fact[] {
  return Array.from({ length: count }, (_, n): Fact => ({ type: 'score', occurredOn: on, instrument: 'NRS', value: n + 2, role: 'follow-up', source: 'telephone' }));
}

function regionOf([first]: readonly Target[]): Region | undefined {
  return first === undefined ? undefined : regionOfLevel(first.level);
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
