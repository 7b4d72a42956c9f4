/** A change of policy over a practice's own patients: compared page by page, told as it goes. Reads only. */
import type { PracticeId } from '../../machines/kernel/ids';
import { addTo, compareUnder, EMPTY_TALLY, type Change, type EpisodeChange, type Tally } from '../../machines/what-if';
import type { Sql } from '../platform/database/sql';
import { countInCare, scanInCare } from './scan';

export type EpisodeItem = EpisodeChange & { readonly patientId: string };

/** A page: how far it is, and the episodes whose answer or criteria differ. */
export interface ComparedPage {
  readonly done: number;
  readonly patients: number;
  readonly items: readonly EpisodeItem[];
  /** Of everything compared so far. */
  readonly tally: Tally;
}

export async function* comparePractice(sql: Pick<Sql, 'query'>, practice: PracticeId, change: Change): AsyncGenerator<ComparedPage> {
  const patients = await countInCare(sql, practice);
  let done = 0;
  let tally = EMPTY_TALLY;
  for await (const page of scanInCare(sql, practice)) {
    const items: EpisodeItem[] = [];
    for (const { patientId, patient } of page) {
      for (const episode of compareUnder(await patient(), change)) {
        tally = addTo(tally, episode);
        if (episode.change !== 'same' || episode.criteria.length > 0) items.push({ patientId, ...episode });
      }
    }
    done += page.length;
    yield { done, patients: Math.max(patients, done), items, tally };
  }
  if (done === 0) yield { done, patients, items: [], tally };
}
