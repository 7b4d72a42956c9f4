/**
 * What a sentence speaks of, and what is wrong with it: the two are read apart, and the bucket follows from both. Pure. `subjects.json` is
 * the data: for each subject the words it is named by (`about`), what else those words may mean (`not`), and a small table from what is
 * wrong to the bucket. Subjects stand in order, the more particular first; the first that is named and has something wrong with it is read.
 */
import type { Compile, Saying, Sentence } from './pattern';
import type { Kind } from '../criteria/types';
import type { AdministrativeSubject, DenialBucket } from '../practice';

/** Any of the lists, of each list all. */
export type Sayings = readonly (readonly string[])[];

export interface Wrong {
  readonly bucket: DenialBucket;
  readonly said: Sayings;
  readonly not?: readonly string[];
  /** Recites a rule. */
  readonly weak?: true;
}

export interface Subject {
  readonly id: string;
  readonly kinds?: readonly Kind[];
  readonly subject?: AdministrativeSubject;
  /** Key into the sources of `patterns.json`. */
  readonly source: string;
  readonly about: Sayings;
  readonly not?: readonly string[];
  /** In order: the first that is said gives the bucket. */
  readonly wrong: readonly Wrong[];
  /** Named by a noun of its own, so that several may stand in one list: "no imaging and no psychological evaluation". */
  readonly listed?: true;
  /** Gives way where the reason speaks of a procedure that has a subject of its own for it. */
  readonly yields?: true;
  /** Neighbours: the same words are read as this only where none of them is read from the same reason. */
  readonly yieldsTo?: readonly string[];
}

interface CompiledWrong {
  readonly bucket: DenialBucket;
  readonly isWeak: boolean;
  readonly said: readonly (readonly Saying[])[];
  readonly not: readonly Saying[];
}

export interface CompiledSubject {
  readonly subject: Subject;
  readonly about: readonly (readonly Saying[])[];
  readonly not: readonly Saying[];
  readonly wrong: readonly CompiledWrong[];
}

export interface SaidWrong {
  readonly subject: Subject;
  readonly bucket: DenialBucket;
  readonly isWeak: boolean;
}

export function compileSubject(subject: Subject, compile: Compile): CompiledSubject {
  const each = (texts: readonly string[]): readonly Saying[] => texts.map(compile);
  return {
    subject, about: subject.about.map(each), not: each(subject.not ?? []),
    wrong: subject.wrong.map(({ bucket, said, not = [], weak }) => ({ bucket, isWeak: weak === true, said: said.map(each), not: each(not) })),
  };
}

/** More than these recited in one sentence are a guideline, and no reason. */
const RECITED_MAX = 2;

/** The first subject with something wrong with it; a rule that is only recited counts where no subject has more. */
export function wrongIn(sentence: Sentence, subjects: readonly CompiledSubject[]): SaidWrong | undefined {
  const recited: SaidWrong[] = [];
  for (const one of subjects) {
    if (!isNamed(one, sentence)) continue;
    const wrong = wrongWith(one, sentence);
    if (wrong === undefined) continue;
    if (!wrong.isWeak) return wrong;
    recited.push(wrong);
  }
  return recited.length > RECITED_MAX ? undefined : recited[0];
}

/** What is wrong with a subject that is known to be meant. */
export function wrongWith({ subject, wrong }: CompiledSubject, sentence: Sentence): SaidWrong | undefined {
  const found = wrong.find(({ said, not }) => anySaid(said, sentence) && !not.some((saying) => sentence.says(saying)));
  return found === undefined ? undefined : { subject, bucket: found.bucket, isWeak: found.isWeak };
}

export function isNamed({ about, not }: CompiledSubject, sentence: Sentence): boolean {
  return anySaid(about, sentence) && !not.some((saying) => sentence.says(saying));
}

function anySaid(sayings: readonly (readonly Saying[])[], sentence: Sentence): boolean {
  return sayings.some((all) => all.every((saying) => sentence.says(saying)));
}
