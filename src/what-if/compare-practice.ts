/** A change of policy over a practice's own patients: compared page by page, told as it goes. Reads only. */
import type { PatientId, PracticeId } from '../../machines/kernel/ids';
import { addTo, compareUnder, EMPTY_TALLY, type Change, type EpisodeChange, type Tally } from '../../machines/what-if';
import type { ReadingSql } from '../platform/database/sql';
import { countInCare, patientAt, scanInCare, type Part } from './scan';

export type EpisodeItem = EpisodeChange & { readonly patientId: string };

/** A page: how far it is, and the episodes whose answer or criteria differ. */
export interface ComparedPage {
  /** Of this part. */
  readonly done: number;
  /** Of the practice. */
  readonly patients: number;
  readonly items: readonly EpisodeItem[];
  /** Of everything compared so far in this part. */
  readonly tally: Tally;
  /** Of the first page: the patients from here on are left to another thread. */
  readonly restFrom?: PatientId | undefined;
}

/** `sharedFrom`: with so many patients it goes to the half of them, and the first page says where the rest begins. */
export async function* comparePractice(sql: Pick<ReadingSql, 'of'>, practice: PracticeId, change: Change, { from, sharedFrom = Infinity, dataKeys }: Pick<Part, 'from' | 'dataKeys'> & { readonly sharedFrom?: number | undefined } = {}): AsyncGenerator<ComparedPage> {
  const patients = await countInCare(sql, practice);
  const restFrom = patients >= sharedFrom ? await patientAt(sql, practice, Math.floor(patients / 2)) : undefined;
  let done = 0;
  let tally = EMPTY_TALLY;
  for await (const page of scanInCare(sql, practice, { dataKeys, ...(from !== undefined && { from }), ...(restFrom !== undefined && { before: restFrom }) })) {
    const items: EpisodeItem[] = [];
    for (const { patientId, patient } of page) {
      for (const episode of compareUnder(await patient(), change)) {
        tally = addTo(tally, episode);
        if (episode.change !== 'same' || episode.criteria.length > 0) items.push({ patientId, ...episode });
      }
    }
    done += page.length;
    yield { done, patients: Math.max(patients, done), items, tally, restFrom };
  }
  if (done === 0) yield { done, patients, items: [], tally, restFrom };
}
