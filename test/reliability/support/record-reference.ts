/**
 * What one record must say after each thing that was said of it: written from docs/ARCHITECTURE.md ("Corrections"), apart from the
 * product. It knows no decider, no fold and no chart, only lists of what was said; a policy is asked by `assess`, as an oracle over
 * the facts that count. Of a patient with one open episode of the ablation's pathway.
 */
import { isDeepStrictEqual } from 'node:util';
import { assess } from '../../../machines/criteria/assess';
import type { Policy, Step } from '../../../machines/criteria/types';
import type { Fact, Observation } from '../../../machines/evidence/fact';
import { toDay, toPlainDate, type PlainDate } from '../../../machines/kernel/calendar';
import { isRejection } from '../../../machines/kernel/rejection';
import type { EpisodePlan, PatientCommand, PatientCoverage, PatientEvent } from '../../../machines/patient';
import { selectPolicy } from '../../../machines/policies/select';

/** One thing said of a fact, by whom and why: nothing that follows takes it back. */
export interface Word {
  readonly said: 'documented' | 'observed' | 'corrected' | 'retracted' | 'moved';
  readonly factId: string;
  readonly content?: unknown;
  readonly reason?: string;
  readonly by: string;
}

interface Statement { readonly id: string; fact: Fact; version: number; gone: boolean }

interface Asked {
  readonly id: string; readonly step: Step;
  /** Procedures on record when it was drafted, wherever they were done: none of them is the one that it was drafted for. */
  readonly held: ReadonlySet<string>;
  packetId: string; dateOfService: PlainDate; rests: Answer; out: boolean; stale: boolean;
}

export interface Answer { readonly isEligible: boolean; readonly cites: readonly string[]; /** Policy, result, outcome and evidence of each criterion; or why there is none. */ readonly text: string }

const PROCEDURES: readonly Fact['type'][] = ['block', 'ablation', 'ablation-outcome'];
const DIAGNOSTIC = { technique: 'medial-branch', purpose: 'diagnostic' };

export class RecordReference {
  readonly words: Word[] = [];
  private readonly statements: Statement[] = [];
  private readonly asked: Asked[] = [];
  private coverage: PatientCoverage | undefined;
  private plan: EpisodePlan = { targets: [] };

  current(): readonly { readonly id: string; readonly fact: Fact; readonly version: number }[] {
    return this.statements.filter(({ gone }) => !gone).map(({ id, fact, version }) => ({ id, fact, version })).sort(byDayAndId);
  }

  /** Packets that are out and no longer say what the record says. */
  flagged(): readonly string[] {
    return this.asked.filter(({ out, stale }) => out && stale).map(({ packetId }) => packetId).sort();
  }

  /** Requests that are out and wait for their procedure. */
  awaited(): readonly string[] {
    return this.asked.filter((one) => one.out && !this.isUsed(one)).map(({ id }) => id).sort();
  }

  /** The code with which something said of a fact is refused. */
  objection(command: PatientCommand): string | undefined {
    if (command.type === 'DocumentFact' || command.type === 'ReceiveMovedFact') {
      const earlier = this.statements.find(({ id }) => id === command.factId);
      return earlier !== undefined && !(earlier.gone && command.type === 'ReceiveMovedFact') ? 'fact-exists' : this.isSaid(command.fact) ? 'possible-duplicate' : undefined;
    }
    if (!('factId' in command)) return undefined;
    const about = this.statements.find(({ id }) => id === command.factId);
    if (about === undefined || about.gone) return about === undefined ? 'unknown-fact' : 'fact-gone';
    if (command.type === 'CorrectFact') return command.replaces !== about.version ? 'fact-version-moved' : this.isSaid(command.fact) ? 'possible-duplicate' : undefined;
    if (command.type !== 'AddObservation') return undefined;
    if (about.fact.type !== 'block') return 'fact-without-series';
    return about.fact.relief?.observations?.some(({ minutes }) => minutes === (command.observation as Observation).minutes) === true ? 'duplicate-observation' : undefined;
  }

  /** What was accepted; `events` tell only the names that the service gave to drafts and packets, and which approvals have lapsed. Answers the packets that this very entry flags. */
  say(command: PatientCommand, by: string, today: PlainDate, policies: readonly Policy[], events: readonly PatientEvent[]): readonly string[] {
    const changed = this.saidOfFact(command, by);
    if (command.type === 'RegisterPatient' || command.type === 'ChangeCoverage') this.coverage = command.coverages[0];
    if (command.type === 'OpenEpisode' || command.type === 'PlanTargets') this.plan = command.plan;
    for (const event of events) this.named(event, today, policies);
    const flags = this.asked.filter((one) => one.out && !one.stale && (one.rests.cites.includes(changed ?? '') || (!this.isUsed(one) && this.answer(one.step, one.dateOfService, today, policies).text !== one.rests.text)));
    for (const one of flags) one.stale = true;
    return flags.map(({ packetId }) => packetId).sort();
  }

  /** What a policy says of a step on a day, of the facts that count. */
  answer(step: Step, on: PlainDate, today: PlainDate, policies: readonly Policy[]): Answer {
    const policy = this.coverage === undefined ? undefined : selectPolicy(policies, this.coverage, 'rfa', on, step);
    if (policy === undefined || isRejection(policy) || policy.steps[step] === undefined) return { isEligible: false, cites: [], text: 'none' };
    const facts = groupsOf(this.current().map(({ id, fact }) => ({ id, day: toDay(fact.occurredOn), fact })), ({ fact }) => fact.type);
    const { targets, technique, guidance, setting } = this.plan;
    const { result, findings, targets: each } = assess(policy, { step, dateOfService: toDay(on), asOf: toDay(today), region: 'lumbosacral', targets, technique, guidance, setting }, facts as never);
    const isEligible = result === 'eligible' || (result === 'partial' && each.some((one) => one.result === 'eligible'));
    return { isEligible, cites: findings.flatMap(({ evidence }) => evidence), text: textOf(policy, result, findings) };
  }

  /** The day a step is asked about: that of a request which is out, else today, or tomorrow after a session of today. */
  dayOf(step: Step, today: PlainDate): PlainDate {
    const request = this.asked.findLast((one) => one.out && one.step === step && !this.isUsed(one));
    if (request !== undefined) return request.dateOfService;
    return this.sessions().some(({ on, type }) => on === today && type !== 'ablation-outcome') ? toPlainDate(toDay(today) + 1) : today;
  }

  private saidOfFact(command: PatientCommand, by: string): string | undefined {
    if (!('factId' in command)) return undefined;
    const { factId } = command;
    const about = this.statements.find(({ id }) => id === factId);
    const note = (said: Word['said'], rest: Partial<Word> = {}): number => this.words.push({ said, factId, by, ...rest });
    if (command.type === 'DocumentFact' || command.type === 'ReceiveMovedFact') {
      note('documented', { content: command.fact });
      if (about === undefined) this.statements.push({ id: factId, fact: command.fact, version: 1, gone: false });
      else Object.assign(about, { fact: command.fact, version: 1, gone: false });
    } else if (command.type === 'CorrectFact') {
      note('corrected', { content: command.fact, reason: command.reason });
      Object.assign(about ?? {}, { fact: command.fact, version: command.replaces + 1 });
    } else if (command.type === 'AddObservation' && about?.fact.type === 'block') {
      note('observed', { content: command.observation });
      const observations = [...(about.fact.relief?.observations ?? []), command.observation as Observation].sort((a, b) => a.minutes - b.minutes);
      about.fact = { ...about.fact, relief: { ...about.fact.relief, observations } };
    } else if (command.type === 'RetractFact' || command.type === 'MoveFact') {
      note(command.type === 'MoveFact' ? 'moved' : 'retracted', { reason: command.reason });
      Object.assign(about ?? {}, { gone: true });
    }
    return factId;
  }

  private named(event: PatientEvent, today: PlainDate, policies: readonly Policy[]): void {
    const one = 'authorizationId' in event ? this.asked.find(({ id }) => id === event.authorizationId) : undefined;
    if (event.type === 'AuthorizationNeeded') {
      const held = new Set(this.current().filter(({ fact }) => PROCEDURES.includes(fact.type)).map(({ id }) => id));
      this.asked.push({ id: event.authorizationId, step: event.step, held, packetId: event.packetId, dateOfService: today, rests: { isEligible: false, cites: [], text: 'none' }, out: false, stale: false });
    } else if (event.type === 'AuthorizationRequested') {
      Object.assign(one ?? {}, { packetId: event.packetId, dateOfService: event.dateOfService, rests: this.answer((one as Asked).step, event.dateOfService, today, policies), out: true, stale: false });
    } else if (event.type === 'AuthorizationWithdrawn' || event.type === 'AuthorizationExpired' || (event.type === 'DeterminationRecorded' && event.decision === 'cancelled')) Object.assign(one ?? {}, { out: false });
  }

  /** Its procedure is done: one that the record did not hold when it was drafted, and not before those it did. */
  private isUsed({ step, held }: Asked): boolean {
    const sessions = this.sessions();
    const since = sessions.filter(({ ids }) => ids.some((id) => held.has(id))).reduce((last, { on }) => (on > last ? on : last), '');
    return sessions.some(({ type, on, ids }) => type === (step.startsWith('mbb') ? 'block' : 'ablation') && on >= since && !ids.some((id) => held.has(id)));
  }

  /** Days on which something was done at the planned targets: a block, an ablation, or how one turned out. */
  private sessions(): readonly { readonly on: PlainDate; readonly type: Fact['type']; readonly ids: readonly string[] }[] {
    const isPlanned = (at: readonly { readonly level: string; readonly side?: string }[]): boolean => at.some(({ level, side }) => this.plan.targets.some((target) => target.level === level && target.side === side));
    const done = this.current().filter(({ fact }) => (fact.type === 'block' && isDeepStrictEqual({ ...fact, ...DIAGNOSTIC }, fact) && fact.steroid !== true && isPlanned(fact.targets)) || (fact.type === 'ablation' && isPlanned(fact.targets)));
    const outcomes = this.current().filter(({ fact }) => fact.type === 'ablation-outcome' && done.some((one) => one.fact.type === 'ablation' && one.fact.occurredOn === fact.ablationOn));
    return Object.values(groupsOf([...done, ...outcomes], ({ fact }) => `${fact.type} ${fact.occurredOn}`)).flatMap((same) => (same[0] === undefined ? [] : [{ on: same[0].fact.occurredOn, type: same[0].fact.type, ids: same.map(({ id }) => id) }]));
  }

  private isSaid(fact: Fact): boolean {
    return this.current().some((one) => isDeepStrictEqual(one.fact, fact));
  }
}

/** The same of a recorded assessment and of a fresh one. */
export function textOf(policy: { readonly id: string; readonly version: string }, result: string, findings: readonly { readonly criterion: string; readonly outcome: string; readonly evidence: readonly string[]; readonly target?: { readonly level: string; readonly side: string } }[]): string {
  return [`${policy.id}@${policy.version} ${result}`, ...findings.map(({ criterion, outcome, evidence, target }) => `${criterion} ${target?.level ?? ''} ${target?.side ?? ''} ${outcome} ${evidence.join()}`)].join('\n');
}

function groupsOf<T>(list: readonly T[], nameOf: (one: T) => string): Readonly<Record<string, readonly T[]>> {
  const groups: Record<string, T[]> = {};
  for (const one of list) (groups[nameOf(one)] ??= []).push(one);
  return groups;
}

function byDayAndId(a: { readonly id: string; readonly fact: Fact }, b: { readonly id: string; readonly fact: Fact }): number {
  return toDay(a.fact.occurredOn) - toDay(b.fact.occurredOn) || (a.id < b.id ? -1 : 1);
}
