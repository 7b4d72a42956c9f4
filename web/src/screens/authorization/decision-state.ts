/** What a person reads in a letter, as it is typed; and as the service takes it. */
import type { Schemas } from '../../api/client';

export type Determination = Schemas['Determination'];
export type DeterminationBody = Schemas['DeterminationDto'];
type Item = NonNullable<DeterminationBody['items']>[number];

export interface Line {
  readonly line: number;
  readonly code: string;
  readonly units: number;
  readonly outcome: Item['outcome'];
  readonly unitsApproved: string;
  readonly modifiedCode: string;
  readonly modifiedUnits: string;
  readonly payerReference: string;
  readonly reason: string;
}

export interface Asked {
  readonly text: string;
  readonly dueOn: string;
}

export interface Fault {
  readonly text: string;
  readonly element: string;
}

export interface DecisionState {
  readonly decision: DeterminationBody['decision'] | '';
  readonly decidedOn: string;
  readonly payerReference: string;
  readonly administrativeReference: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly units: string;
  readonly isByLines: boolean;
  readonly lines: readonly Line[];
  readonly targets: readonly { readonly level: string; readonly side: string }[];
  readonly asked: readonly Asked[];
  readonly faults: readonly Fault[];
  readonly reason: string;
  readonly humanReviewed: '' | 'yes' | 'no';
  readonly documentId: string;
}

interface RequestedLine {
  readonly code: string;
  readonly units: number;
}

/** The requested lines stand there already: nobody types a code twice. */
export function freshDecision(today: string, requested: readonly RequestedLine[], targets: DecisionState['targets']): DecisionState {
  return {
    decision: '', decidedOn: today, payerReference: '', administrativeReference: '', validFrom: '', validTo: '', units: '', isByLines: false, lines: linesOf(requested), targets,
    asked: [{ text: '', dueOn: '' }], faults: [{ text: '', element: '' }], reason: '', humanReviewed: '', documentId: '',
  };
}

/** As it stands on record, to be put right. */
export function decisionOf(said: Determination, today: string, requested: readonly RequestedLine[], targets: DecisionState['targets']): DecisionState {
  const fresh = freshDecision(today, requested, targets);
  return {
    ...fresh, decision: said.decision, decidedOn: said.decidedOn, payerReference: said.payerReference ?? '', administrativeReference: said.administrativeReference ?? '', validFrom: said.validFrom ?? '', validTo: said.validTo ?? '',
    units: numberText(said.units), isByLines: said.items !== undefined, targets: said.targets ?? targets, reason: said.reason ?? '', documentId: said.documentId ?? '',
    humanReviewed: said.humanReviewed === undefined ? '' : said.humanReviewed ? 'yes' : 'no',
    asked: said.asked?.map(({ text, dueOn = '' }) => ({ text, dueOn })) ?? fresh.asked, faults: said.faults?.map(({ text = '', element = '' }) => ({ text, element })) ?? fresh.faults,
    lines: fresh.lines.map((line) => {
      const item = said.items?.find((one) => one.line === line.line);
      return item === undefined ? line : {
        ...line, outcome: item.outcome, unitsApproved: numberText(item.unitsApproved), modifiedCode: item.modifiedCode ?? '', modifiedUnits: numberText(item.modifiedUnits), payerReference: item.payerReference ?? '', reason: item.reasons?.[0]?.text ?? '',
      };
    }),
  };
}

function linesOf(requested: readonly RequestedLine[]): readonly Line[] {
  return requested.map(({ code, units }, index) => ({ line: index + 1, code, units, outcome: 'approved', unitsApproved: String(units), modifiedCode: '', modifiedUnits: '', payerReference: '', reason: '' }));
}

/** What was left empty is not sent. */
export function bodyOf(state: DecisionState, before?: Determination): DeterminationBody {
  const { decision, decidedOn, isByLines, lines, humanReviewed } = state;
  const units = numberOf(state.units);
  const asked = state.asked.filter(({ text }) => text.trim() !== '').map(({ text, dueOn }) => ({ text, ...filled({ dueOn }) }));
  const faults = state.faults.filter(({ text }) => text.trim() !== '').map(({ text, element }) => ({ text, ...filled({ element }) }));
  return {
    decision: decision as DeterminationBody['decision'], decidedOn,
    ...filled({ payerReference: state.payerReference, administrativeReference: state.administrativeReference, validFrom: state.validFrom, validTo: state.validTo, reason: state.reason, documentId: state.documentId }),
    ...(units !== undefined && { units }), ...(isByLines && { items: lines.map(itemOf) }),
    ...(decision === 'partially-affirmed' && !isByLines && { targets: state.targets as NonNullable<DeterminationBody['targets']> }),
    ...(decision === 'pended' && asked.length > 0 && { asked }), ...(decision === 'rejected' && faults.length > 0 && { faults }),
    ...(humanReviewed !== '' && { humanReviewed: humanReviewed === 'yes' }),
    // Codes that were read from a message stay, whatever else is put right.
    ...(before?.reasons !== undefined && { reasons: before.reasons }),
  };
}

function itemOf({ line, code, outcome, unitsApproved, modifiedCode, modifiedUnits, payerReference, reason }: Line): Item {
  const [approved, instead] = [numberOf(unitsApproved), numberOf(modifiedUnits)];
  const hasUnits = outcome === 'approved' || outcome === 'partial';
  return {
    line, code, outcome, ...(hasUnits && approved !== undefined && { unitsApproved: approved }), ...(outcome === 'modified' && instead !== undefined && { modifiedUnits: instead }), ...(outcome === 'modified' && filled({ modifiedCode })),
    ...filled({ payerReference }), ...(reason.trim() !== '' && { reasons: [{ text: reason }] }),
  };
}

function filled(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
}

/** What is no number is sent as it is: the service says what is wrong with it. */
function numberOf(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text);
}

function numberText(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}
