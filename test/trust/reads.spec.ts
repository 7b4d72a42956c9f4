/** Each kind declares what it reads: changing any other datum of any case changes none of its findings. */
import { REGISTRY } from '../../machines/criteria/registry';
import { KINDS, type Kind } from '../../machines/criteria/types';
import { exampleCases, isAnswered, ownCases } from '../cases/load-cases';
import { flipsOf, vocabularyOf } from './flip';

const MINUTES_MAX = 4 * 60_000;

describe('what each kind reads', () => {
  const changedBy = new Map<Kind, Set<string>>();

  beforeAll(() => {
    const documents = [...ownCases(), ...exampleCases().filter(isAnswered)].map(({ document }) => document);
    const vocabulary = vocabularyOf(documents);
    for (const document of documents) {
      for (const { datum, kind } of flipsOf(document, vocabulary)) changedBy.set(kind, (changedBy.get(kind) ?? new Set()).add(datum));
    }
  }, MINUTES_MAX);

  it.each(KINDS)('%s changes with what it declares, and with nothing else', (kind) => {
    const declared: readonly string[] = REGISTRY[kind].reads;
    const changed = changedBy.get(kind) ?? new Set<string>();
    const isDeclared = (datum: string): boolean => (datum.includes('.') ? declared.includes(datum) : declared.some((one) => one.startsWith(`${datum}.`)));
    expect([...changed].filter((datum) => !isDeclared(datum))).toEqual([]);
  });
});
