/** A case file (`docs/case-format.md`) becomes a question about a chart; shape only, with JSON pointers. */
import { SPINAL_REGIONS, LEAD_REGIONS, type Region, type Target } from '../../../machines/kernel/anatomy';
import { isPlainDate, type PlainDate } from '../../../machines/kernel/calendar';
import type { Imported } from '../../../machines/evidence/chart';
import type { FactId } from '../../../machines/kernel/ids';
import { isRejection, reject, type Fault, type Rejection } from '../../../machines/kernel/rejection';
import { EPIDURAL_APPROACHES, type DocumentedException, type EpiduralApproach, type Fact, type Guidance } from '../../../machines/evidence/fact';
import { parseException, parseFact, parseGuidance, parseTargets } from '../../../machines/evidence/parse-fact';
import { KINDS, STEPS, type Coverage, type Policy, type Step } from '../../../machines/criteria/types';
import { CLAIM_LINE_FORMS, CLAIM_TYPES, parseClaimLines, parseDecided, type ClaimLine, type ClaimType, type Decided, NO_PARTIES, parseClaimHeader, parseKnownParties, type ClaimHeader, type KnownParties } from '../../../machines/coding';
import { PATHWAYS } from '../../../machines/patient';

export interface CaseQuestion {
  readonly kind: string;
  /** Of service lines and of a claim. */
  readonly claimType?: ClaimType;
  readonly header?: ClaimHeader;
  readonly known?: KnownParties;
  readonly placeOfService?: string;
  readonly lines?: readonly ClaimLine[];
  readonly decided?: readonly Decided[];
  /** Of prior authorization. */
  readonly codes?: readonly string[];
  readonly exempt?: boolean;
  readonly criticalAccess?: boolean;
  readonly step?: Step;
  readonly dateOfService?: PlainDate;
  readonly asOf?: PlainDate;
  /** Of a plan. */
  readonly pathway?: Policy['pathway'];
  readonly region?: Region;
  readonly targets: readonly Target[];
  readonly technique?: string;
  readonly guidance?: Guidance;
  readonly setting?: string;
  readonly approach?: EpiduralApproach;
  readonly contrast?: boolean;
  readonly exception?: DocumentedException;
}

export interface Case {
  readonly id: string;
  readonly coverage: Coverage;
  readonly facts: readonly Fact[];
  /** Those of them that another system stated. */
  readonly imported: Readonly<Record<FactId, Imported>>;
  readonly question: CaseQuestion;
  readonly expect?: Readonly<Record<string, unknown>>;
}

const CASE_FIELDS = ['id', 'title', 'patient', 'coverage', 'facts', 'imported', 'question', 'expect', 'rests', 'note'];
const COVERAGE_FIELDS = ['payer', 'line', 'state', 'delegate', 'plan'];
const STEP_FIELDS = ['kind', 'step', 'dateOfService', 'asOf', 'region', 'targets', 'technique', 'guidance', 'setting', 'approach', 'contrast', 'exception', 'codes'];
const PLAN_FIELDS = [...STEP_FIELDS.filter((field) => field !== 'codes' && field !== 'exception'), 'pathway'];
const NEED_FIELDS = ['kind', 'dateOfService', 'asOf', 'codes', 'setting', 'exempt', 'criticalAccess'];
const CODE_FIELDS = ['kind', 'dateOfService', 'claimType', 'placeOfService'];
const CLAIM_FIELDS = ['kind', 'dateOfService', 'claimType', 'lines', 'decided', 'exempt', 'criticalAccess', 'header', 'known'];
/** Question kinds of the case format; those this version does not answer get a typed error, others are malformed. */
const QUESTION_KINDS = ['step', 'pa-applies', 'authorization-valid', 'plan', 'code', 'claim'];
const EXPECT_LISTS = ['unmet', 'unknown', 'review', 'marks', 'why', 'held', 'notBilled', 'block', 'warn'];
const REGIONS: readonly string[] = [...SPINAL_REGIONS, ...LEAD_REGIONS];

type Fields = Readonly<Record<string, unknown>>;

/** A `Case`, or the rejection `malformed-case` with every fault. */
export function parseCase(input: unknown): Case | Rejection {
  const faults: Fault[] = [];
  const fault = (pointer: string, code: string, message: string): void => void faults.push({ pointer, code, message });
  const object = (value: unknown, pointer: string, fields?: readonly string[]): Fields => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      fault(pointer, 'wrong-type', 'must be an object');
      return {};
    }
    if (fields !== undefined) for (const name of Object.keys(value)) if (!fields.includes(name)) fault(`${pointer}/${name}`, 'unknown-field', `is not a field of the case format; it has ${fields.join(', ')}`);
    return value as Fields;
  };
  const text = (value: unknown, pointer: string): string => {
    if (typeof value === 'string' && value !== '') return value;
    fault(pointer, value === undefined ? 'required' : 'wrong-type', 'must be a text');
    return '';
  };
  const date = (value: unknown, pointer: string): PlainDate | undefined => {
    if (isPlainDate(value)) return value;
    fault(pointer, value === undefined ? 'required' : 'impossible-date', 'must be a date that exists, written YYYY-MM-DD');
    return undefined;
  };
  const nested = <T>(value: T | Rejection): T | undefined => {
    if (!isRejection(value)) return value;
    faults.push(...(value.faults ?? [{ pointer: value.pointer ?? '', code: value.code, message: value.message }]));
    return undefined;
  };

  const document = object(input, '', CASE_FIELDS);
  if (faults.length > 0) return refused(faults);
  const id = text(document.id, '/id');
  const patient = object(document.patient, '/patient', ['birthDate']);
  const birthDate = date(patient.birthDate, '/patient/birthDate');
  const coverage = object(document.coverage, '/coverage', COVERAGE_FIELDS);
  const optionalText = (value: unknown, pointer: string): string | undefined => (value === undefined ? undefined : text(value, pointer));
  const covered: Coverage = { payer: text(coverage.payer, '/coverage/payer'), line: optionalText(coverage.line, '/coverage/line'), state: optionalText(coverage.state, '/coverage/state') };

  if (covered.state !== undefined && !/^[A-Z]{2}$/.test(covered.state)) fault('/coverage/state', 'wrong-form', 'must be a state of two capital letters, such as OH');

  const facts: Fact[] = [];
  if (!Array.isArray(document.facts)) fault('/facts', 'wrong-type', 'must be a list of facts');
  else document.facts.forEach((value: unknown, index) => {
    const fact = parseFact(value, { birthDate });
    if (!isRejection(fact)) facts.push(fact);
    else for (const one of fact.faults ?? []) faults.push({ ...one, pointer: `/facts/${index}${one.pointer}` });
  });

  const ids = new Set<string>();
  facts.forEach((fact) => {
    if (fact.id === undefined) return;
    if (ids.has(fact.id)) fault('/facts', 'duplicate-id', `holds the id ${fact.id} twice; give each fact its own`);
    ids.add(fact.id);
  });

  const imported: Record<FactId, Imported> = {};
  if (document.imported !== undefined && !Array.isArray(document.imported)) fault('/imported', 'wrong-type', 'must be a list, one object per fact');
  else ((document.imported ?? []) as readonly unknown[]).forEach((value, index) => {
    const pointer = `/imported/${index}`;
    const stated = object(value, pointer, ['fact', 'from', 'attested']);
    const named = text(stated.fact, `${pointer}/fact`);
    const fact = facts.find((one) => one.id === named);
    if (fact === undefined) return fault(`${pointer}/fact`, 'unknown-fact', 'must be the id of a fact of this case');
    if (stated.attested !== undefined && typeof stated.attested !== 'boolean') fault(`${pointer}/attested`, 'wrong-type', 'must be true or false');
    imported[named] = { source: text(stated.from, `${pointer}/from`), ...(stated.attested === true && { attested: { by: 'a clinician', on: fact.occurredOn } }) };
  });

  const asked = object(document.question, '/question');
  const kind = text(asked.kind, '/question/kind');
  if (kind !== '' && !QUESTION_KINDS.includes(kind)) fault('/question/kind', 'unknown-kind', `must be one of ${QUESTION_KINDS.join(', ')}`);
  let question: CaseQuestion = { kind, targets: [] };
  if (kind === 'step' || kind === 'plan') {
    object(asked, '/question', kind === 'step' ? STEP_FIELDS : PLAN_FIELDS);
    const step = kind === 'plan' && asked.step === undefined ? '' : text(asked.step, '/question/step');
    if (step !== '' && !(STEPS as readonly string[]).includes(step)) fault('/question/step', 'unknown-step', `must be one of ${STEPS.join(', ')}`);
    if (asked.region !== undefined && !REGIONS.includes(asked.region as string)) fault('/question/region', 'unknown-region', `must be one of ${REGIONS.join(', ')}`);
    if (kind === 'plan' && !PATHWAYS.includes(asked.pathway as never)) fault('/question/pathway', 'unknown-pathway', `must be one of ${PATHWAYS.join(', ')}`);
    if (kind === 'plan' && (step === '') !== (asked.dateOfService === undefined)) fault('/question/step', 'incomplete', 'a step and its dateOfService are asked together, or neither');
    if (asked.setting !== undefined && !/^\d{2}$/.test(String(asked.setting))) fault('/question/setting', 'wrong-type', 'must be a place of service of two digits');
    if (asked.approach !== undefined && !(EPIDURAL_APPROACHES as readonly unknown[]).includes(asked.approach)) fault('/question/approach', 'unknown-approach', `must be one of ${EPIDURAL_APPROACHES.join(', ')}`);
    if (asked.contrast !== undefined && typeof asked.contrast !== 'boolean') fault('/question/contrast', 'wrong-type', 'must be true or false');
    question = {
      kind,
      step: step === '' ? undefined : step as Step,
      // A plan may be asked without a day to book; a step is asked of one.
      dateOfService: kind === 'plan' && asked.dateOfService === undefined ? undefined : date(asked.dateOfService, '/question/dateOfService'),
      asOf: kind === 'step' && asked.asOf === undefined ? undefined : date(asked.asOf, '/question/asOf'),
      region: asked.region as Region | undefined,
      targets: asked.targets === undefined ? [] : (nested(parseTargets(asked.targets, '/question/targets')) ?? []),
      technique: optionalText(asked.technique, '/question/technique'),
      guidance: asked.guidance === undefined ? undefined : nested(parseGuidance(asked.guidance, '/question/guidance')),
      setting: asked.setting as string | undefined,
      pathway: asked.pathway as Policy['pathway'] | undefined,
      approach: asked.approach as EpiduralApproach | undefined,
      contrast: asked.contrast as boolean | undefined,
      exception: asked.exception === undefined ? undefined : nested(parseException(asked.exception, '/question/exception')),
    };
  }
  if (kind === 'pa-applies' || kind === 'authorization-valid') {
    object(asked, '/question', NEED_FIELDS);
    const { codes, setting, exempt, criticalAccess } = asked;
    if (criticalAccess !== undefined && typeof criticalAccess !== 'boolean') fault('/question/criticalAccess', 'wrong-type', 'must be true or false');
    if (!Array.isArray(codes) || codes.length === 0 || !codes.every((code) => typeof code === 'string' && CLAIM_LINE_FORMS.code.test(code))) fault('/question/codes', 'wrong-type', 'must be a list of procedure codes of five characters');
    if (setting !== undefined && !/^\d{2}$/.test(String(setting))) fault('/question/setting', 'wrong-type', 'must be a place of service of two digits');
    if (exempt !== undefined && typeof exempt !== 'boolean') fault('/question/exempt', 'wrong-type', 'must be true or false');
    question = {
      kind, targets: [], codes: codes as readonly string[], setting: setting as string | undefined, exempt: exempt as boolean | undefined, criticalAccess: criticalAccess as boolean | undefined,
      dateOfService: date(asked.dateOfService, '/question/dateOfService'),
      asOf: asked.asOf === undefined ? undefined : date(asked.asOf, '/question/asOf'),
    };
  }
  if (kind === 'code' || kind === 'claim') {
    object(asked, '/question', kind === 'code' ? CODE_FIELDS : CLAIM_FIELDS);
    if (!(CLAIM_TYPES as readonly unknown[]).includes(asked.claimType)) fault('/question/claimType', 'unknown-claim-type', `must be one of ${CLAIM_TYPES.join(', ')}`);
    if (asked.placeOfService !== undefined && !/^\d{2}$/.test(String(asked.placeOfService))) fault('/question/placeOfService', 'wrong-type', 'must be a place of service of two digits');
    question = {
      kind, targets: [],
      dateOfService: date(asked.dateOfService, '/question/dateOfService'),
      claimType: asked.claimType as ClaimType,
      ...(asked.placeOfService !== undefined && { placeOfService: asked.placeOfService as string }),
      ...(kind === 'claim' && { lines: nested(parseClaimLines(asked.lines, '/question/lines')) ?? [], decided: asked.decided === undefined ? [] : nested(parseDecided(asked.decided, '/question/decided')) ?? [], exempt: asked.exempt === true, criticalAccess: asked.criticalAccess === true,
        header: asked.header === undefined ? {} : nested(parseClaimHeader(asked.header, '/question/header')) ?? {}, known: asked.known === undefined ? NO_PARTIES : nested(parseKnownParties(asked.known, '/question/known')) ?? NO_PARTIES }),
    };
  }
  const exception = question.exception?.kind;
  if (exception !== undefined && !(KINDS as readonly string[]).includes(exception)) fault('/question/exception/kind', 'unknown-kind', `must be a kind of criterion: ${KINDS.join(', ')}`);
  const expect = document.expect === undefined ? undefined : object(document.expect, '/expect');
  if (expect !== undefined) checkExpect(expect, fault);
  return faults.length > 0 ? refused(faults) : { id, coverage: covered, facts, imported, question, expect };
}

/** Only what a comparison would stumble over; what an answer may be is the comparison's business. */
function checkExpect(expect: Fields, fault: (pointer: string, code: string, message: string) => void): void {
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
  const isList = (value: unknown, holds: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(holds);
  for (const [key, value] of Object.entries(expect)) {
    const pointer = `/expect/${key}`;
    if (key === 'targets' && !isList(value, isObject)) fault(pointer, 'wrong-type', 'must be a list of objects, one per target');
    if (key === 'calendar' && !isList(value, isObject)) fault(pointer, 'wrong-type', 'must be a list of objects, one per step');
    if ((key === 'lines' || key === 'sessions') && !isList(value, isObject)) fault(pointer, 'wrong-type', 'must be a list of objects');
    if (key === 'policy' && !isObject(value)) fault(pointer, 'wrong-type', 'must be an object');
    if (EXPECT_LISTS.includes(key) && !isList(value, (item) => typeof item === 'string')) fault(pointer, 'wrong-type', 'must be a list of words');
  }
}

function refused(faults: readonly Fault[]): Rejection {
  const first = faults[0];
  return reject('malformed-case', `${first?.pointer ?? ''} ${first?.message ?? ''}`.trim(), { pointer: first?.pointer, faults });
}
