/** Asks the practice's lists who a patient of a source may be; `matchPatient` decides. */
import { matchPatient, type Match } from '../../machines/patient';
import { sortName } from '../platform/event-store/projection-tables';
import type { ImportParts } from './importing';
import type { SourcePerson } from './statement';

const MRN = 'mrn';

export interface SourcePatient {
  readonly source: string;
  readonly key: string;
  readonly person: SourcePerson;
  readonly sameAtSource: number;
  readonly isDoubted?: boolean;
  readonly registers: boolean;
}

export async function matchSourcePatient({ store: { reads } }: { readonly store: Pick<ImportParts['store'], 'reads'> }, practice: string, { source, key, person, sameAtSource, isDoubted = false, registers }: SourcePatient): Promise<Match> {
  const links = await reads.links(practice, source, key);
  const named = (state: 'standing' | 'undone') => links.filter((link) => link.state === state).map(({ patient_id }) => patient_id);
  const { name, birthDate } = person;
  const mrns = [...new Set(person.identifiers.filter(({ kind }) => kind === MRN).map(({ value }) => value))];
  const charted = (await Promise.all(mrns.map((mrn) => reads.patientsWithMrn(practice, mrn)))).flat();
  const candidate = ({ patient_id, birth_date }: { readonly patient_id: string; readonly birth_date: string }) => ({ patientId: patient_id, birthDate: birth_date });
  return matchPatient({
    ...(birthDate !== undefined && { birthDate }), isIdentified: name !== undefined && birthDate !== undefined, linked: named('standing'), unlinked: named('undone'),
    withChartNumber: charted.map(candidate), namesakes: name === undefined || birthDate === undefined ? [] : (await reads.namesakes(practice, sortName(name), birthDate)).map(candidate), sameAtSource, isDoubted, registers,
  });
}
