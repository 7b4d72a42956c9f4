/** Whom other systems know a patient as here; and that a link was wrong: what came by it is retracted and waits again for somebody to decide. */
import { Inject, Injectable } from '@nestjs/common';
import { fold } from '../../machines/kernel/decider';
import { isRejection } from '../../machines/kernel/rejection';
import { EMPTY_PATIENT, evolvePatient, NO_LINKS, type PatientEvent, type PatientState } from '../../machines/patient';
import { allFacts } from '../../machines/evidence/chart';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, type Clock } from '../platform/clock/clock';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { answer, type Answered } from '../platform/http/answer';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { derivedIds } from '../platform/patient-log/derived-ids';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { Own } from './assemble';
import type { UnlinkDto } from './import.dto';
import { WITH_PERSON } from './read-row';

@Injectable()
export class PatientLinks {
  constructor(private readonly log: PatientLog, @Inject(STORE) private readonly store: Pick<Store, 'imports'>, @Inject(CLOCK) private readonly clock: Clock) {}

  async list(caller: Caller, patientId: string): Promise<Answered> {
    const loaded = await this.log.read(caller, patientId, 'read-patient');
    return isRejection(loaded) ? loaded : answer(200, { ...linksView(patientId, loaded.patient), version: loaded.version }, { etag: tagOf(loaded.version) });
  }

  async undo(write: Write, patientId: string, { source, key, reason }: UnlinkDto): Promise<Answered> {
    const answered = await this.log.write(write, patientId, {
      action: 'match-patients', status: 200, command: () => ({ type: 'UnlinkPatients', source, key, reason }),
      answer: ({ patient, version }) => answer(200, { ...linksView(patientId, patient), version }, { etag: tagOf(version) }),
    });
    // Of a repeat too: what waits is found in the log, so that nothing is lost between the two writes.
    if (!isRejection(answered)) await this.hold(write.caller, patientId, source, key);
    return answered;
  }

  private async hold(caller: Caller, patientId: string, source: string, key: string): Promise<void> {
    const events = (await this.log.events(caller, patientId)).map(({ data }) => data as PatientEvent);
    const undone = events.findLastIndex((event) => event.type === 'PatientsUnlinked' && event.source === source && event.key === key);
    if (undone < 0) return;
    const before = fold(evolvePatient, EMPTY_PATIENT, events.slice(0, undone));
    const statements: readonly Own[] = allFacts(before.chart).filter(({ id }) => before.imported?.[id]?.source === source && before.imported[id].key === key)
      .map(({ id: factId, fact }) => ({ file: 0, row: 0, entry: WITH_PERSON, statement: { kind: 'fact', factId, fact, kept: {} } }));
    const { name, birthDate, details, identifiers } = before;
    await this.store.imports.hold(caller.practice, {
      heldId: derivedIds(caller.practice, `import:${source}`, `held\n${key}`)(), source, key, reason: 'link-undone', importId: '', candidates: [patientId], statements,
      // Registered from there, the record's person is the source's; else nothing of ours is the source's to say.
      person: before.links?.standing.find((link) => link.source === source && link.key === key)?.by === 'registration' ? { name, birthDate, sex: details?.sex, identifiers } : { identifiers: [] },
    }, this.clock.now());
  }
}

function linksView(patientId: string, { links = NO_LINKS, imported = {} }: PatientState) {
  const facts = Object.values(imported);
  return { patientId, links: links.standing.map(({ source, key, by }) => ({ source, key, by, facts: facts.filter((from) => from.source === source && from.key === key).length })) };
}
