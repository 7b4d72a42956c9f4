/** The person that a prefetched Patient is, as imports know one: by chart number and date of birth. Pure. */
import { isPlainDate } from '../../machines/kernel/calendar';
import type { SourcePerson } from '../imports';
import { isObject, listIn, type Json } from './hook-request';

const IDENTIFIER_TYPES = 'http://terminology.hl7.org/CodeSystem/v2-0203';
const CHART_NUMBER = 'MR';

/** `chartNumberSystem`: where the practice has said which system its chart numbers have, identifiers of that system only. */
export function personIn(patient: Json, chartNumberSystem: string | undefined): SourcePerson {
  const { birthDate, identifier } = patient;
  const identifiers = listIn(identifier).filter(isObject).filter(({ use }) => use !== 'old')
    .filter((one) => (chartNumberSystem === undefined ? isChartNumber(one) : one['system'] === chartNumberSystem))
    .flatMap(({ value }) => (typeof value === 'string' && value.trim() !== '' ? [{ kind: 'mrn', value }] : []));
  const name = nameIn(patient);
  return { ...(name !== undefined && { name }), ...(isPlainDate(birthDate) && { birthDate }), identifiers };
}

/** Nobody is found by a name; it tells the log who is unknown from who is in doubt. */
function nameIn({ name }: Json): SourcePerson['name'] {
  const names = listIn(name).filter(isObject);
  const { family, given } = names.find(({ use }) => use === 'official') ?? names[0] ?? {};
  const [first] = listIn(given);
  return typeof family === 'string' && typeof first === 'string' ? { family, given: first } : undefined;
}

function isChartNumber({ type }: Json): boolean {
  return isObject(type) && listIn(type['coding']).some((coding) => isObject(coding) && coding['code'] === CHART_NUMBER && (coding['system'] === undefined || coding['system'] === IDENTIFIER_TYPES));
}
