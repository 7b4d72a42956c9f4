/** Patients of a source about whom somebody decides: this one of ours, a new one, or nobody to be recorded. What the source said of them waits with them. */
import { Inject, Injectable } from '@nestjs/common';
import { isRejection, reject, type Rejection } from '../../machines/kernel/rejection';
import type { PatientState } from '../../machines/patient';
import { Audited, resourceOf } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, type Clock } from '../platform/clock/clock';
import type { HeldPatient, HeldState } from '../platform/database/imports';
import { Practices } from '../platform/database/practices';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import { cursorOf, type Page } from '../platform/http/page';
import type { Write } from '../platform/http/parameters';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { PATIENT_LOG_PARTS, PatientLog, type PatientLogParts } from '../platform/patient-log/patient-log';
import type { Own } from './assemble';
import { registeredId } from './importing';
import type { Mapping } from './mapping';
import { documentsIn, importKey, recordPatientImport, waitingIn } from './run-import';
import type { SourcePerson } from './statement';

const ACTION = 'match-patients';

@Injectable()
export class HeldPatients {
  constructor(
    @Inject(STORE) private readonly store: Store, @Inject(PATIENT_LOG_PARTS) private readonly parts: PatientLogParts, private readonly log: PatientLog,
    private readonly practices: Practices, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(caller: Caller, state: HeldState, { limit, after }: Page): Promise<Answered> {
    const found = await this.store.imports.held(caller.practice, state, limit + 1, after?.[0]);
    const items = found.slice(0, limit);
    const views = await Promise.all(items.map((held) => this.viewOf(caller, held)));
    await this.audited.read(caller, ACTION, 'import-held');
    const last = items.at(-1);
    return answer(200, { items: views, ...(found.length > limit && last !== undefined && { next: cursorOf(last.heldId) }) });
  }

  /** Everything the source said goes to this record, and whatever it says of the patient from now on. */
  async link(write: Write, heldId: string, patientId: string): Promise<Answered> {
    const { caller } = write;
    const held = await this.store.imports.findHeld(caller.practice, heldId);
    if (held === undefined) return this.refuse(caller, heldId, HELD_NOT_FOUND);
    const loaded = await this.log.load(caller, patientId, ACTION);
    if (isRejection(loaded)) return { ...loaded, pointer: '/patientId' };
    return this.decide(write, held, 'linked', patientId, {});
  }

  /** Somebody has looked: the practice does not have this patient. */
  async register(write: Write, heldId: string): Promise<Answered> {
    const { caller } = write;
    const held = await this.store.imports.findHeld(caller.practice, heldId);
    if (held === undefined) return this.refuse(caller, heldId, HELD_NOT_FOUND);
    const { name, birthDate } = held.person as SourcePerson;
    if (name === undefined || birthDate === undefined) return this.refuse(caller, heldId, IDENTITY_INCOMPLETE);
    return this.decide(write, held, 'registered', registeredId(caller.practice, held.source, held.key), { confirmedDistinct: true });
  }

  async dismiss(write: Write, heldId: string, reason: string): Promise<Answered> {
    const { caller } = write;
    const held = await this.store.imports.findHeld(caller.practice, heldId);
    if (held === undefined) return this.refuse(caller, heldId, HELD_NOT_FOUND);
    if (held.state !== 'waiting' && held.state !== 'dismissed') return this.refuse(caller, heldId, SETTLED);
    await this.store.imports.settle(caller.practice, heldId, 'dismissed', caller.actor, this.clock.now(), reason);
    await this.audited.read(caller, `${ACTION}:dismissed`, resourceOf('import-held', heldId));
    return this.answerOf(caller, heldId, {});
  }

  private async decide(write: Write, held: HeldPatient, to: 'linked' | 'registered', patientId: string, how: { readonly confirmedDistinct?: true }): Promise<Answered> {
    const { caller, idempotencyKey } = write;
    const { heldId, source, key } = held;
    const importId = derivedIds(caller.practice, caller.actor, `held\n${idempotencyKey}`)();
    const isRecorded = (await this.parts.store.findIdempotency(caller.practice, `import:${importId}`, importKey(importId, key))) !== undefined;
    if (held.state !== 'waiting' && !(held.state === to && isRecorded)) return this.refuse(caller, heldId, SETTLED);
    // One key, one patient here: what is said under it from now on goes by its link.
    const elsewhere = (await this.store.reads.links(caller.practice, source, key)).filter((link) => link.state === 'standing' && (to === 'registered' || link.patient_id !== patientId));
    if (elsewhere.length > 0 && !isRecorded) return this.refuse(caller, heldId, LINKED_ELSEWHERE);
    const practice = await this.practices.find(caller.practice);
    const run = await this.store.imports.find(caller.practice, held.importId);
    if (practice === undefined) throw new Error('a caller has no practice');
    const statements = held.statements as readonly Own[];
    const mapping = (run?.mapping ?? { source, format: 'csv', patient: {}, entries: [] }) as Mapping;
    const person = held.person as SourcePerson & { readonly file?: number; readonly row?: number };
    const { counts, refusals } = await recordPatientImport({ ...this.parts, store: this.store }, { importId, importer: { practice, actor: caller.actor, role: caller.role }, mapping }, {
      source, key, patientId, by: 'person', person, at: { file: person.file ?? 0, row: person.row ?? 0 }, statements, documents: await documentsIn(statements), revives: true, ...how,
    });
    if ('refused' in counts && !('patients-registered' in counts) && to === 'registered') return this.refuse(caller, heldId, { ...NOT_REGISTRABLE, faults: refusals.map(({ place, code }) => ({ pointer: place, code, message: 'cannot be taken from the source' })) });
    await this.store.imports.settle(caller.practice, heldId, to, caller.actor, this.clock.now());
    // Under this request's own id; the patient's commit bears the import's.
    await this.audited.read(caller, `${ACTION}:${to}`, resourceOf('import-held', heldId));
    return this.answerOf(caller, heldId, { patientId, counts, refusals: refusals.map(({ row, entry, place, code }) => ({ row, entry, place, code })) });
  }

  private async answerOf(caller: Caller, heldId: string, more: object): Promise<Answered> {
    const held = await this.store.imports.findHeld(caller.practice, heldId);
    return held === undefined ? HELD_NOT_FOUND : answer(200, { ...(await this.viewOf(caller, held)), ...more });
  }

  private async viewOf(caller: Caller, { heldId, source, key, reason, state, person, candidates, statements, decidedBy, decidedAt, decidedWhy }: HeldPatient) {
    const { name, birthDate, sex, identifiers = [] } = person as Partial<SourcePerson>;
    const known = await Promise.all(candidates.map((patientId) => this.log.loadQuietly(caller, patientId)));
    return {
      heldId, source, key, reason, state, person: { name: name ?? null, birthDate: birthDate ?? null, sex: sex ?? null, identifiers }, statements: waitingIn(statements as readonly Own[]),
      candidates: known.flatMap(({ patient }, index) => (patient.id === undefined ? [] : [candidateView(candidates[index] ?? '', patient)])), decidedBy: decidedBy ?? null, decidedAt: decidedAt ?? null, decidedWhy: decidedWhy ?? null,
    };
  }

  private async refuse(caller: Caller, heldId: string, rejection: Rejection): Promise<Rejection> {
    await this.audited.refused(caller, ACTION, resourceOf('import-held', heldId));
    return rejection;
  }
}

function candidateView(patientId: string, { name, birthDate, identifiers }: PatientState) {
  return { patientId, name: name ?? null, birthDate: birthDate ?? null, identifiers };
}

const HELD_NOT_FOUND = reject('held-not-found', 'Nobody of that id waits here: list those who do.');
const SETTLED = reject('held-settled', 'Somebody has decided about this patient already. A link is undone at the patient it was made with.');
const LINKED_ELSEWHERE = reject('linked-elsewhere', 'What the source says under this key goes to another record here: leave this out with a reason, or undo that link at its patient.');
const IDENTITY_INCOMPLETE = reject('identity-incomplete', 'The source does not say name and date of birth: register the patient by hand, and link then.');
const NOT_REGISTRABLE = reject('not-registrable', 'What the source says of this patient cannot be registered as it is: register the patient by hand, and link then.');
