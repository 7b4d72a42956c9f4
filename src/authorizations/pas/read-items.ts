/**
 * The lines of a payer's answer: outcome, units, what was approved in place of what was asked, number, validity. Pure, lenient.
 * A modified line is told in `addItem`, whose sequence points back; one that points nowhere was not asked for.
 */
import { APPROVING_OUTCOMES, namesProcedure, type DeterminedItem, type ItemOutcome, type PayerCode } from '../../../machines/authorization';
import type { PlainDate } from '../../../machines/kernel/calendar';
import { at, codingsOf, dateIn, extensionsOf, extensionValue, isObject, listAt, wholeIn, type Deviations } from './lenient';
import { readNumber, reviewActionOf, type ReviewAction } from './review-action';

const LINES_MAX = 50;
const UNITS_MAX = 999;

export interface Validity {
  readonly from?: PlainDate;
  readonly to?: PlainDate;
  readonly issuedOn?: PlainDate;
  /** It stands there and cannot be read. */
  readonly isUnreadable?: true;
}

export interface ReadItem {
  readonly item: DeterminedItem;
  readonly number?: string;
  /** The payer's number of a line that it has not approved. */
  readonly administrativeReference?: string;
  readonly validity: Validity;
  readonly action?: PayerCode;
}

/** What was asked, where the message brings the request along: code and units by line. */
export type AskedLines = ReadonlyMap<number, { readonly code?: string; readonly units?: number }>;

export function readItems(response: unknown, asked: AskedLines, deviations: Deviations): readonly ReadItem[] {
  const added = listAt(response, 'addItem').slice(0, LINES_MAX).map((raw, index) => ({ raw, pointer: `/addItem/${index}`, lines: listAt(raw, 'itemSequence').flatMap((line) => wholeIn(line, LINES_MAX) ?? []).filter((line) => line > 0) }));
  const lines = new Set<number>();
  const items = listAt(response, 'item').slice(0, LINES_MAX).flatMap((raw, index): readonly ReadItem[] => {
    const pointer = `/item/${index}`;
    const stated = wholeIn(at(raw, 'itemSequence'), LINES_MAX);
    if (stated === undefined || stated === 0) deviations.note(`${pointer}/itemSequence`, 'line-missing', 'the line does not say which it is');
    const line = stated === undefined || stated === 0 ? index + 1 : stated;
    if (lines.has(line)) deviations.note(pointer, 'line-repeated', 'the line is answered twice');
    lines.add(line);
    return [readItem(raw, line, asked, added.filter((one) => one.lines.includes(line)), pointer, deviations)];
  });
  const known = new Set([...lines, ...asked.keys()]);
  const extra = added.filter((one) => !one.lines.some((line) => known.has(line)));
  return together([...items, ...extra.map((one, index) => readAdded(one, Math.max(0, ...lines) + index + 1, deviations))]);
}

/** A line that is answered twice, and not the same, is for a person. */
function together(items: readonly ReadItem[]): readonly ReadItem[] {
  const byLine = new Map<number, ReadItem>();
  for (const one of items) {
    const before = byLine.get(one.item.line);
    byLine.set(one.item.line, before === undefined || JSON.stringify(before.item) === JSON.stringify(one.item) ? one : { ...before, item: { ...before.item, outcome: 'review' } });
  }
  return [...byLine.values()];
}

interface Added {
  readonly raw: unknown;
  readonly pointer: string;
  readonly lines: readonly number[];
}

function readItem(raw: unknown, line: number, asked: AskedLines, added: readonly Added[], pointer: string, deviations: Deviations): ReadItem {
  const action = reviewActionOf(raw, pointer, deviations);
  if (action === undefined) deviations.note(pointer, 'action-missing', 'the line has no review action');
  const detail = detailOf(raw, pointer, deviations);
  const requested = asked.get(line);
  const isModified = action?.outcome === 'modified';
  // The detail is what was authorized: of a modified line not what was asked.
  const isOther = !isModified && namesProcedure(detail.code) && namesProcedure(requested?.code) && detail.code !== requested?.code;
  const code = isOther ? detail.code : requested?.code ?? (isModified ? undefined : detail.code);
  const told = added.map((one) => ({ code: codeOf(at(one.raw, 'productOrService')), units: unitsOf(at(one.raw, 'quantity'), `${one.pointer}/quantity`, deviations) }));
  const modified = told[0] ?? { code: detail.code === requested?.code ? undefined : detail.code, units: detail.units };
  let outcome: ItemOutcome = action?.outcome ?? 'review';
  if (isModified && (told.length > 1 || (modified.code === undefined && modified.units === undefined))) {
    deviations.note(pointer, 'modification-open', 'the line is modified, and not one added line says to what');
    outcome = 'review';
  }
  if (isOther) {
    deviations.note(pointer, 'code-differs', 'the line is answered for another procedure than the one requested');
    outcome = APPROVING_OUTCOMES.includes(outcome) || outcome === 'not-required' ? 'review' : outcome;
  }
  const units = detail.units ?? (outcome === 'approved' ? requested?.units : undefined);
  const all = [action, ...added.map((one) => reviewActionOf(one.raw, one.pointer, deviations))];
  const validities = [raw, ...added.map((one) => one.raw)].map((one) => validityOf(one, pointer, deviations));
  return {
    ...toldBy(all, raw, pointer, deviations), validity: validities.find(isStated) ?? {},
    item: {
      line, outcome, ...(code !== undefined && { code }), ...(outcome !== 'modified' && APPROVING_OUTCOMES.includes(outcome) && units !== undefined && { unitsApproved: units }),
      ...(outcome === 'modified' && modified.code !== undefined && { modifiedCode: modified.code }), ...(outcome === 'modified' && modified.units !== undefined && { modifiedUnits: modified.units }),
      ...reasonsOf(all),
    },
  };
}

/** A line that was not asked for. */
function readAdded({ raw, pointer, lines }: Added, next: number, deviations: Deviations): ReadItem {
  deviations.note(pointer, 'line-not-asked', 'an added line points to none of the request');
  const action = reviewActionOf(raw, pointer, deviations);
  const [code, units] = [codeOf(at(raw, 'productOrService')), unitsOf(at(raw, 'quantity'), `${pointer}/quantity`, deviations)];
  // Modified from what, nothing says.
  const outcome = action === undefined || action.outcome === 'modified' ? 'review' : action.outcome;
  return {
    ...toldBy([action], raw, pointer, deviations), validity: validityOf(raw, pointer, deviations),
    item: { line: lines[0] ?? next, outcome, ...(code !== undefined && { code }), ...(APPROVING_OUTCOMES.includes(outcome) && units !== undefined && { unitsApproved: units }), ...reasonsOf([action]) },
  };
}


function toldBy(actions: readonly (ReviewAction | undefined)[], raw: unknown, pointer: string, deviations: Deviations): Pick<ReadItem, 'number' | 'administrativeReference' | 'action'> {
  const number = actions.find((one) => one?.number !== undefined)?.number;
  const reference = extensionValue(raw, 'administrationReferenceNumber');
  const administrativeReference = reference === undefined ? undefined : readNumber(reference, pointer, deviations);
  const action = actions[0]?.action;
  return { ...(number !== undefined && { number }), ...(administrativeReference !== undefined && { administrativeReference }), ...(action !== undefined && { action }) };
}

function reasonsOf(actions: readonly (ReviewAction | undefined)[]): Pick<DeterminedItem, 'reasons'> {
  const reasons = actions.flatMap((one) => one?.reasons ?? []);
  return reasons.length === 0 ? {} : { reasons };
}

function detailOf(raw: unknown, pointer: string, deviations: Deviations): { readonly code?: string; readonly units?: number } {
  const [detail] = extensionsOf(raw, 'itemAuthorizedDetail');
  const [code, units] = [codeOf(extensionValue(detail, 'productOrServiceCode')), unitsOf(extensionValue(detail, 'quantity'), pointer, deviations)];
  return { ...(code !== undefined && { code }), ...(units !== undefined && { units }) };
}

/** Of a concept with several codings the first. */
export function codeOf(concept: unknown): string | undefined {
  return codingsOf(concept).find(({ code }) => code !== undefined)?.code;
}

export function unitsOf(quantity: unknown, pointer: string, deviations: Deviations): number | undefined {
  const value = at(quantity, 'value');
  if (value === undefined) return undefined;
  return wholeIn(value, UNITS_MAX) ?? deviations.note(pointer, 'units-unreadable', 'the units are no whole number');
}

/** From the period of a line, or of the whole answer, and the day on which it was issued; older names of the same extensions are read too. */
export function validityOf(raw: unknown, pointer: string, deviations: Deviations): Validity {
  const period = extensionValue(raw, 'itemPreAuthPeriod') ?? at(raw, 'preAuthPeriod');
  const [start, end] = [at(period, 'start') ?? extensionValue(raw, 'itemCertificationEffectiveDate'), at(period, 'end') ?? extensionValue(raw, 'itemCertificationExpirationDate')];
  const issued = extensionValue(raw, 'itemPreAuthIssueDate') ?? extensionValue(raw, 'itemCertificationIssueDate');
  const [from, to, issuedOn] = [dayIn(start), dayIn(end), dayIn(issued)];
  const isUnreadable = (start !== undefined && from === undefined) || (end !== undefined && to === undefined) || (from !== undefined && to !== undefined && to < from) || (period !== undefined && !isObject(period));
  if (isUnreadable) deviations.note(pointer, 'period-unreadable', 'the period of the approval is no period of two days');
  if (issued !== undefined && issuedOn === undefined) deviations.note(pointer, 'issue-date-unreadable', 'the day of issue is no day');
  return { ...(!isUnreadable && from !== undefined && { from }), ...(!isUnreadable && to !== undefined && { to }), ...(issuedOn !== undefined && { issuedOn }), ...(isUnreadable && { isUnreadable: true }) };
}

/** A day, or the day at the head of an instant: a payer's days are its own. */
function dayIn(value: unknown): PlainDate | undefined {
  return typeof value === 'string' ? dateIn(value) ?? (/^\d{4}-\d{2}-\d{2}T/.test(value) ? dateIn(value.slice(0, 10)) : undefined) : undefined;
}

function isStated({ from, to, issuedOn, isUnreadable }: Validity): boolean {
  return (from ?? to ?? issuedOn ?? isUnreadable) !== undefined;
}
