/** Drug tests of one day: one presumptive and one definitive line at most, each by its method. */
import { addMonths, type DayNumber } from '../kernel/calendar';
import type { Outcome } from '../kernel/outcome';
import type { DrugTest } from '../evidence/fact';
import type { Coding, Documented } from './coding';
import { drugClassOf, isOf, RULES, type FrequencyRule, type TestSort } from './rules';
import type { CodingRule } from './types';

type Test = Documented<DrugTest>;

const { questionableReasons: QUESTIONABLE, frequency: FREQUENCY } = RULES.drugTests;
/** `LC-MS/MS`, `lc ms ms` and `LC-MS-MS` are one method. */
const spelled = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]+/g, '-');
const bySpelling = (codes: Readonly<Record<string, string>>): Readonly<Record<string, string | undefined>> => Object.fromEntries(Object.entries(codes).map(([method, code]) => [spelled(method), code]));
const [PRESUMPTIVE_CODES, SIMPLE_CODES] = [bySpelling(RULES.drugTests.presumptive), bySpelling(RULES.drugTests.simpleDefinitive)];
const [DEFINITIVE, VALIDITY] = [RULES.drugTests.definitive.map(spelled), RULES.drugTests.validity.map(spelled)];
const presumptiveCode = ({ method }: DrugTest): string | undefined => PRESUMPTIVE_CODES[spelled(method)];
const simpleCode = ({ method }: DrugTest): string | undefined => SIMPLE_CODES[spelled(method)];

export function drugTests(coding: Coding): void {
  const done = coding.onTheDay('drug-test');
  if (done.length === 0) return;
  const validity = done.filter(({ fact }) => VALIDITY.includes(spelled(fact.method)));
  if (validity.length > 0) {
    coding.tell('test-method', 'unmet', { facts: validity, found: { methods: methodsOf(validity) } });
    coding.add({ codes: [], modifiers: [], units: 1, facts: validity, heldBy: [], notBilledBy: ['test-method'] });
  }
  presumptiveLine(coding, done.filter(({ fact }) => sortOf(fact) === 'presumptive'));
  definitiveLine(coding, done.filter(({ fact }) => sortOf(fact) === 'definitive'));
}

function presumptiveLine(coding: Coding, done: readonly Test[]): void {
  if (done.length === 0) return;
  const unread = done.filter(({ fact }) => presumptiveCode(fact) === undefined);
  const read = [...new Set(done.flatMap(({ fact }) => presumptiveCode(fact) ?? []))].sort();
  const codes = unread.length > 0 ? Object.values(RULES.drugTests.presumptive) : read;
  const heldBy = [
    ...coding.holds('test-method', [unread.length > 0 ? 'unknown' : 'met'], { codes, facts: unread.length > 0 ? unread : done, missing: ['test-method'], found: { methods: methodsOf(done) } }),
    ...coding.holds('one-test-per-day', [read.length > 1 ? 'review' : 'met'], { codes, facts: done, missing: ['one-test'] }),
  ];
  tellFrequency(coding, 'presumptive', done, codes);
  coding.add({ codes, modifiers: [], units: 1, facts: done, heldBy });
}

function definitiveLine(coding: Coding, done: readonly Test[]): void {
  if (done.length === 0) return;
  const simple = done.filter(({ fact }) => simpleCode(fact) !== undefined);
  const byClasses = done.filter((one) => !simple.includes(one));
  const counted = byClasses.length === 0 ? undefined : countClasses(byClasses);
  const isApart = counted === 'apart' || (simple.length > 0 && byClasses.length > 0);
  const codes = [...new Set([
    ...(isApart ? byClasses.flatMap((one) => tiersFor(coding, countClasses([one]))) : counted !== undefined || byClasses.length > 0 ? tiersFor(coding, counted) : []),
    ...simple.flatMap(({ fact }) => simpleCode(fact) ?? []),
  ])].sort();
  const heldBy: CodingRule[] = [];
  coding.tell('test-method', 'met', { codes, facts: done });
  if (byClasses.length > 0) {
    const counts = isApart ? byClasses.map((one) => countClasses([one])) : [counted];
    heldBy.push(...coding.holds('drug-classes', counts.map((count) => (tiersFor(coding, count).length === 1 ? 'met' : 'unknown')), { codes, facts: byClasses, missing: ['drug-classes'], found: { classes: counted ?? null } }));
  }
  heldBy.push(...coding.holds('one-test-per-day', [isApart ? 'review' : 'met'], { codes, facts: done, missing: ['one-test'] }));
  heldBy.push(...coding.holds('definitive-reason', done.map(reasonOf), { codes, facts: done, missing: ['reason'] }));
  tellFrequency(coding, 'definitive', done, codes);
  coding.add({ codes, modifiers: [], units: 1, facts: done, heldBy });
}

/** The code of a number of classes; all of them where it has none. */
function tiersFor(coding: Coding, counted: number | 'apart' | undefined): readonly string[] {
  const tiers = Object.keys(coding.file.codes).filter((code) => coding.codeOf(code)?.classes !== undefined);
  const fitting = tiers.filter((code) => {
    const { min, max = Infinity } = coding.codeOf(code)?.classes ?? { min: Infinity };
    return typeof counted === 'number' && counted >= min && counted <= max;
  });
  return fitting.length > 0 ? fitting : tiers;
}

/** Of one test its number, of several the classes that their names make together; `apart` where numbers cannot be put together. */
function countClasses(tests: readonly Test[]): number | 'apart' | undefined {
  if (tests.length > 1 && tests.some(({ fact }) => typeof fact.classes === 'number')) return 'apart';
  const [first] = tests;
  if (typeof first?.fact.classes === 'number') return first.fact.classes;
  if (tests.some(({ fact }) => fact.classes === undefined)) return undefined;
  const classes = tests.flatMap(({ fact }) => fact.classes as readonly string[]).map(drugClassOf);
  return classes.includes(undefined) ? undefined : new Set(classes).size;
}

function reasonOf({ fact: { reason } }: Test): Outcome {
  if (reason === undefined) return 'unknown';
  return QUESTIONABLE.some((words) => reason.toLowerCase().replaceAll('-', ' ').includes(words)) ? 'review' : 'met';
}

/** How often this sort of test was done in the payer's window, the day itself included. */
function tellFrequency(coding: Coding, sort: TestSort, done: readonly Test[], codes: readonly string[]): void {
  const rules = FREQUENCY.filter((rule) => isOf(rule, coding.coverage) && rule.tests.includes(sort));
  if (rules.length === 0) return;
  for (const tier of new Set(done.map(({ fact }) => fact.riskTier))) {
    const rule = rules.find((one) => one.tier === undefined || one.tier === tier?.toLowerCase());
    if (rule === undefined) coding.tell('test-frequency', 'unknown', { codes, facts: done.filter(({ fact }) => fact.riskTier === tier), missing: ['risk-tier'] });
    else tellAgainst(coding, rule, sort, done, codes);
  }
}

function tellAgainst(coding: Coding, rule: FrequencyRule, sort: TestSort, done: readonly Test[], codes: readonly string[]): void {
  const start = startOf(coding, rule);
  if (start === undefined) {
    coding.tell('test-frequency', 'unknown', { codes, facts: done, cited: rule, missing: ['presumptive-test'] });
    return;
  }
  const tests = coding.seen('drug-test').filter(({ fact, day }) => sortOf(fact) === sort && day > start);
  const days = new Set(tests.map(({ day }) => day)).size;
  const isAbove = days > rule.max;
  const outcome: Outcome = isAbove && rule.since === undefined ? 'unmet' : isAbove || days >= (rule.reviewFrom ?? Infinity) ? 'review' : 'met';
  coding.tell('test-frequency', outcome, {
    codes, facts: tests, cited: rule, found: { [sort]: days, max: rule.max, ...windowOf(rule) }, missing: outcome === 'met' ? [] : ['reason-for-frequency'],
  });
}

function windowOf({ days, months, since }: FrequencyRule): Readonly<Record<string, number | string>> {
  return { ...(days !== undefined && { days }), ...(months !== undefined && { months }), ...(since !== undefined && { since }) };
}

/** The last day that no longer counts; none where the test that begins the window is not on record. */
function startOf(coding: Coding, { days, months = 0, since }: FrequencyRule): DayNumber | undefined {
  if (since === undefined) return days === undefined ? addMonths(coding.day, -months) : coding.day - days;
  const begun = coding.seen('drug-test').filter(({ fact }) => sortOf(fact) === since).map(({ day }) => day);
  return begun.length === 0 ? undefined : Math.max(...begun) - 1;
}

/** A method that does not say how the test was read is one of the presumptive ones. */
function sortOf(test: DrugTest): TestSort | undefined {
  const method = spelled(test.method);
  if (VALIDITY.includes(method)) return undefined;
  return DEFINITIVE.includes(method) || simpleCode(test) !== undefined ? 'definitive' : 'presumptive';
}

function methodsOf(tests: readonly Test[]): readonly string[] {
  return [...new Set(tests.map(({ fact }) => fact.method))];
}
