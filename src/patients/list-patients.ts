import { Injectable } from '@nestjs/common';
import { isPlainDate } from '../../machines/kernel/calendar';
import { Audited, resourceOfList } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { seesLess } from '../platform/auth/fewer-fields';
import { Reads } from '../platform/database/reads';
import { sortName, type PatientSummaryRow } from '../platform/event-store/projection-tables';
import { answer, type Answered } from '../platform/http/answer';
import { CURSOR_UNKNOWN, cursorOf, pageOf, type PageDto } from '../platform/http/page';
import type { SearchDto } from './patient.dto';

const FOUND_MAX = 20;

/** The practice's patients by name. */
@Injectable()
export class ListPatients {
  constructor(private readonly reads: Reads, private readonly audited: Audited) {}

  async execute(caller: Caller, dto: PageDto): Promise<Answered> {
    const { limit, after } = pageOf(dto);
    const from = after === undefined ? undefined : await this.reads.patient(caller.practice, after.join('.'));
    if (after !== undefined && from === undefined) return CURSOR_UNKNOWN;
    const page = await this.reads.patients(caller.practice, limit, from === undefined ? undefined : { sortName: from.sort_name, id: from.patient_id });
    await this.audited.read(caller, 'list-patients', resourceOfList('patients', page.items.map(({ patient_id }) => patient_id)));
    return answer(200, { items: page.items.map(seesLess(caller.role, 'patients') ? bookingView : view), next: page.next === undefined ? null : cursorOf(page.next.id) });
  }

  /** By its birth date a scheduler finds nobody: what the answer leaves out is not to be guessed. Never by an address: a name would stand in logs and histories. */
  async search(caller: Caller, { text }: SearchDto): Promise<Answered> {
    const said = text.trim();
    const rows = await this.reads.findPatients(caller.practice, isPlainDate(said) && !seesLess(caller.role, 'patients') ? { birthDate: said } : { namePrefix: asSorted(said), identifier: said }, FOUND_MAX + 1);
    const items = rows.slice(0, FOUND_MAX);
    await this.audited.read(caller, 'list-patients', resourceOfList('patients', items.map(({ patient_id }) => patient_id)));
    return answer(200, { items: items.map(seesLess(caller.role, 'patients') ? bookingView : view), more: rows.length > FOUND_MAX });
  }
}

/** "Family, Given" and "family given" are the same words. */
function asSorted(text: string): string {
  const [family = '', given = ''] = text.includes(',') ? text.split(',', 2) : [text];
  return sortName({ family: family.trim(), given: given.trim() }).trim().replace(/\s+/g, ' ');
}

function view(row: PatientSummaryRow) {
  return {
    patientId: row.patient_id, version: row.version, name: { family: row.family, given: row.given }, birthDate: row.birth_date,
    identifiers: JSON.parse(row.identifiers) as unknown, coverage: { payer: row.payer, line: row.line, state: row.state }, openEpisodes: row.open_episodes,
  };
}

/** May-I-book: whom to book. */
function bookingView({ patient_id: patientId, family, given, identifiers }: PatientSummaryRow) {
  return { patientId, name: { family, given }, identifiers: JSON.parse(identifiers) as unknown };
}
