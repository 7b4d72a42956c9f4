/** Drug tests: method, classes, one of each sort a day, reason, frequency. */
import {
  BLANKET_REASONS, CLASS_NAMES, CLASS_TIERS, DEFINITIVE_BY_CLASSES, DEFINITIVE_PER_SCREEN, Frequency, MEDICARE_FREQUENCY, PRESUMPTIVE, PRESUMPTIVE_FREQUENCY, SIMPLE_DEFINITIVE,
  SIMPLE_DEFINITIVE_CODE, VALIDITY,
} from './constants';
import { draft, Draft, ofType, Reading, tell } from './draft';
import { daysBetween, FactJson, monthsBefore, unique } from './facts';

type Sort = 'presumptive' | 'definitive' | 'validity';

/** A word that "does not say how it was read" (`immunoassay`, `TLC`, any other) is held as a presumptive test. */
function sortOf(fact: FactJson): Sort {
  const method = fact.method ?? '';
  if (method === VALIDITY) return 'validity';
  return method === SIMPLE_DEFINITIVE || DEFINITIVE_BY_CLASSES.includes(method) ? 'definitive' : 'presumptive';
}

export function drugTests(reading: Reading): void {
  const tests = ofType(reading.day, 'drug-test');
  const validity = tests.filter((fact) => sortOf(fact) === 'validity');
  if (validity.length > 0) {
    // "`validity` not billed (`unmet`: quality assurance, no benefit)": no code is named for it.
    tell(reading, 'test-method', 'unmet');
    reading.drafts.push(testDraft([], validity, { notBilled: true }));
  }
  presumptiveLine(reading, tests.filter((fact) => sortOf(fact) === 'presumptive'));
  definitiveLine(reading, tests.filter((fact) => sortOf(fact) === 'definitive'));
  for (const fact of tests) askFrequency(reading, fact);
}

function testDraft(codes: readonly string[], facts: readonly FactJson[], more: Partial<Draft>): Draft {
  return draft('drug-test', codes, facts, { procedure: false, ...more });
}

function presumptiveLine(reading: Reading, facts: readonly FactJson[]): void {
  if (facts.length === 0) return;
  const known = unique(facts.flatMap((fact) => PRESUMPTIVE[fact.method ?? ''] ?? []));
  const open = facts.some((fact) => PRESUMPTIVE[fact.method ?? ''] === undefined);
  // "`unknown`, held as 80305 or 80306 or 80307"
  if (open) tell(reading, 'test-method', 'unknown');
  // "Two presumptive codes ...: `review`, held as one"
  if (known.length > 1) tell(reading, 'one-test-per-day', 'review');
  reading.drafts.push(testDraft(open ? Object.values(PRESUMPTIVE) : known, facts, { held: open || known.length > 1 }));
}

/** The classes of a test, or nothing where they are "missing, 0, or a name that is in no class". */
function classCount(classes: FactJson['classes']): number | undefined {
  if (classes === undefined) return undefined;
  if (typeof classes === 'number') return classes > 0 ? classes : undefined;
  if (classes.length === 0 || classes.some((name) => !CLASS_NAMES.includes(name))) return undefined;
  return new Set(classes).size;
}

/** "1-7 G0480, 8-14 G0481, 15-21 G0482, 22 and more G0483"; all four where the classes are not known. */
function tierCodes(count: number | undefined): string[] {
  if (count === undefined) return CLASS_TIERS.map((tier) => tier.code);
  return CLASS_TIERS.filter((tier) => tier.from <= count).slice(-1).map((tier) => tier.code);
}

function definitiveLine(reading: Reading, facts: readonly FactJson[]): void {
  if (facts.length === 0) return;
  const simple = facts.filter((fact) => fact.method === SIMPLE_DEFINITIVE);
  const byClasses = facts.filter((fact) => fact.method !== SIMPLE_DEFINITIVE);
  const unknown = byClasses.some((fact) => classCount(fact.classes) === undefined);
  if (unknown) tell(reading, 'drug-classes', 'unknown');
  // "two definitive tests that cannot be counted together (a number among them, or G0659 beside another): `review`, held as one"
  const apart = facts.length > 1 && (byClasses.some((fact) => typeof fact.classes === 'number') || (simple.length > 0 && byClasses.length > 0));
  if (apart) tell(reading, 'one-test-per-day', 'review');
  const codes = simple.length > 0 ? [SIMPLE_DEFINITIVE_CODE] : [];
  if (apart) {
    codes.push(...byClasses.flatMap((fact) => tierCodes(classCount(fact.classes))));
  } else if (byClasses.length > 0) {
    codes.push(...tierCodes(countedTogether(byClasses)));
  }
  reading.drafts.push(testDraft(codes, facts, { held: askReason(reading, facts) || unknown || apart }));
}

/** Names of several tests are counted into one set of classes. */
function countedTogether(facts: readonly FactJson[]): number | undefined {
  const lists = facts.map((fact) => fact.classes);
  if (lists.length === 1) return classCount(lists[0]);
  if (lists.some((classes) => classCount(classes) === undefined)) return undefined;
  return classCount(lists.flatMap((classes) => (typeof classes === 'object' ? [...classes] : [])));
}

/** "missing: `unknown`, holds. Holds `routine`, `standing order` or `blanket`: `review`, holds" */
function askReason(reading: Reading, facts: readonly FactJson[]): boolean {
  let holds = false;
  for (const { reason } of facts) {
    if (reason === undefined) {
      tell(reading, 'definitive-reason', 'unknown');
      holds = true;
    } else if (BLANKET_REASONS.some((word) => reason.toLowerCase().includes(word))) {
      tell(reading, 'definitive-reason', 'review');
      holds = true;
    }
  }
  return holds;
}

/** "days with a test of the same sort in the payer's window, this one included, by `riskTier`" */
function askFrequency(reading: Reading, fact: FactJson): void {
  const sort = sortOf(fact);
  if (sort === 'validity') return;
  let limit: Frequency | undefined;
  if (reading.medicare) {
    limit = MEDICARE_FREQUENCY[fact.riskTier ?? ''];
    if (limit === undefined) tell(reading, 'test-frequency', 'unknown');
  } else if (sort === 'presumptive') {
    limit = PRESUMPTIVE_FREQUENCY[reading.payer];
  } else {
    askPerScreen(reading);
  }
  if (limit === undefined) return;
  const window = limit;
  const counted = ofType(reading.seen, 'drug-test').filter((test) => sortOf(test) === sort && isWithin(reading.question.dateOfService, test.occurredOn, window));
  const days = unique(counted.map((test) => test.occurredOn)).length;
  if (days > window.most) tell(reading, 'test-frequency', 'unmet');
  else if (window.reviewFrom !== undefined && days >= window.reviewFrom) tell(reading, 'test-frequency', 'review');
}

/** "from the latest presumptive one on"; "no presumptive test on record: `unknown`" */
function askPerScreen(reading: Reading): void {
  const most = DEFINITIVE_PER_SCREEN[reading.payer];
  if (most === undefined) return;
  const tests = ofType(reading.seen, 'drug-test');
  const screens = tests.filter((test) => sortOf(test) === 'presumptive').map((test) => test.occurredOn).sort();
  const last = screens[screens.length - 1];
  if (last === undefined) return tell(reading, 'test-frequency', 'unknown');
  const days = unique(tests.filter((test) => sortOf(test) === 'definitive' && test.occurredOn >= last).map((test) => test.occurredOn));
  if (days.length > most) tell(reading, 'test-frequency', 'review');
}

/** C3: "`D minus 12 months < date <= D`"; days alike. */
function isWithin(dateOfService: string, date: string, window: Frequency): boolean {
  if (window.months !== undefined) return date > monthsBefore(dateOfService, window.months);
  return daysBetween(date, dateOfService) < (window.days ?? 0);
}
