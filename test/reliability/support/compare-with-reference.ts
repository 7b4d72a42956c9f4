/** Tells one life to a clinic and to the reference, and says where they differ: after each entry, of both records. */
import { isDeepStrictEqual } from 'node:util';
import { allFacts } from '../../../machines/evidence/chart';
import { isAssessed, isEligible } from '../../../machines/criteria/recorded';
import { liveAuthorizations, meaningOf, standingOf, type PatientCommand, type PatientEvent } from '../../../machines/patient';
import { isRequested } from '../../../machines/authorization';
import { TODAY } from '../../support/arbitrary-story';
import { plusDays } from '../../support/patient-story';
import type { Clinic, Entry, Turn } from './clinics';
import { PATIENTS, POLICY_SETS, type Known, type Life, type PatientName } from './correction-lives';
import { RecordReference, textOf, type Word } from './record-reference';

/** What the lives came to, so that a run which met nothing is noticed. */
export interface Met { entries: number; refused: number; flagged: number; requested: number; corrected: number }

interface Told { readonly reference: RecordReference; log: readonly Entry[] }

export async function firstDifference(clinic: Clinic, life: Life, met: Met): Promise<string | undefined> {
  const told: Readonly<Record<PatientName, Told>> = { 'patient-1': { reference: new RecordReference(), log: [] }, 'patient-2': { reference: new RecordReference(), log: [] } };
  let today = TODAY;
  let policies = POLICY_SETS[0] ?? [];
  for (const [seed, move] of life.entries()) {
    if (move.kind === 'days') today = plusDays(today, move.days);
    else if (move.kind === 'policies') policies = POLICY_SETS[move.set] ?? policies;
    else {
      const command = move.speak(knownOf(told[move.of], seed));
      const differs = await tell(clinic, told, move.of, command, { today, policies, by: move.by }, met);
      if (differs !== undefined) return `after ${JSON.stringify(command)} of ${move.of}: ${differs}`;
    }
    for (const of of PATIENTS) {
      const differs = await differenceNow(clinic, of, told[of], { today, policies });
      if (differs !== undefined) return `after ${JSON.stringify(move.kind === 'speak' ? move.speak(knownOf(told[move.of], seed)) : move)}, ${of}: ${differs}`;
    }
  }
  for (const of of PATIENTS) {
    const differs = await timelineDifference(clinic, of, told[of]);
    if (differs !== undefined) return `${of}: ${differs}`;
  }
  return undefined;
}

function knownOf({ reference, log }: Told, seed: number): Known {
  const factIds = [...new Set(reference.words.map(({ factId }) => factId))];
  return {
    seed: seed + 100, factIds, versionOf: (factId) => reference.current().find(({ id }) => id === factId)?.version ?? 1,
    authorizationIds: log.flatMap(({ event }) => (event.type === 'AuthorizationNeeded' ? [event.authorizationId] : [])),
  };
}

/** One entry: refused where the reference refuses what is said of a fact; recorded, its flags stand in the very same commit. */
async function tell(clinic: Clinic, told: Readonly<Record<PatientName, Told>>, of: PatientName, command: PatientCommand, turn: Turn, met: Met): Promise<string | undefined> {
  const sides: readonly (readonly [PatientName, PatientCommand])[] = command.type === 'MoveFact' ? [[of, command], [command.toPatientId as PatientName, receivedOf(told[of], command, of)]] : [[of, command]];
  const objections = sides.map(([patient, said]) => told[patient].reference.objection(said)).filter((code) => code !== undefined);
  const refusal = await clinic.tell(of, command, turn);
  met.entries++;
  if (refusal !== undefined) {
    met.refused++;
    if (command.type === 'RequestAuthorization' && refusal.code === 'not-eligible') return stepOf(told[of], command.authorizationId, (step) => (told[of].reference.answer(step, command.dateOfService, turn.today, turn.policies).isEligible ? 'refused as not eligible, and the reference finds it eligible' : undefined));
    return isOfFact(command) && refusal.code !== objections[0] ? `refused (${refusal.code}), where the reference says ${objections[0] ?? 'nothing against it'}` : undefined;
  }
  if (objections[0] !== undefined) return `accepted, where the reference says ${objections[0]}`;
  for (const [patient, said] of sides) {
    const log = await clinic.log(patient);
    const before = told[patient].log;
    if (!same(log.slice(0, before.length), before)) return `an earlier entry of ${patient} is not what it was`;
    const added = log.slice(before.length);
    told[patient].log = log;
    const eligible = command.type !== 'RequestAuthorization' ? undefined : stepOf(told[of], command.authorizationId, (step) => (told[of].reference.answer(step, command.dateOfService, turn.today, turn.policies).isEligible ? undefined : 'asked of the payer, and the reference finds it not eligible'));
    if (eligible !== undefined) return eligible;
    const expected = told[patient].reference.say(said, turn.by, turn.today, turn.policies, added.map(({ event }) => event));
    const flagged = added.flatMap(({ event }) => (event.type === 'PacketFlaggedStale' ? [event.packetId] : [])).sort();
    if (!same(flagged, expected)) return `flags ${JSON.stringify(flagged)} with it, where the reference flags ${JSON.stringify(expected)}`;
    if (new Set(added.map(({ commit }) => commit)).size > 1) return 'one entry came in several commits';
    met.flagged += flagged.length;
    met.requested += added.filter(({ event }) => event.type === 'AuthorizationRequested').length;
    met.corrected += Number(['FactCorrected', 'FactRetracted', 'FactMoved'].includes(added[0]?.event.type ?? ''));
    const recorded = await recordedDifference(clinic, patient, told[patient].reference, turn);
    if (recorded !== undefined) return recorded;
  }
  return undefined;
}

function receivedOf({ reference }: Told, { factId }: { readonly factId: string }, fromPatientId: string): PatientCommand {
  const fact = reference.current().find(({ id }) => id === factId)?.fact;
  return fact === undefined ? { type: 'ReassessPatient' } : { type: 'ReceiveMovedFact', factId, fact, fromPatientId };
}

function isOfFact({ type }: PatientCommand): boolean {
  return type === 'DocumentFact' || type === 'CorrectFact' || type === 'RetractFact' || type === 'MoveFact' || type === 'AddObservation';
}

type Step = Extract<PatientEvent, { type: 'AuthorizationNeeded' }>['step'];

function stepOf({ log }: Told, authorizationId: string, then: (step: Step) => string | undefined): string | undefined {
  const drafted = log.find(({ event }) => event.type === 'AuthorizationNeeded' && event.authorizationId === authorizationId)?.event as { readonly step: Step } | undefined;
  return drafted === undefined ? undefined : then(drafted.step);
}

/** What the log has recorded of each step ahead is what follows from the facts that count, since the same commit. */
async function recordedDifference(clinic: Clinic, of: PatientName, reference: RecordReference, { today, policies }: Turn): Promise<string | undefined> {
  for (const { pathway, position, assessments } of (await clinic.patient(of)).episodes) {
    for (const step of meaningOf(pathway, position).ahead) {
      const recorded = assessments[step];
      const expected = reference.answer(step, reference.dayOf(step, today), today, policies).text;
      const text = recorded === undefined ? 'none' : textOf(recorded.policy, recorded.result, recorded.findings);
      if (text !== expected) return `${of} has on record for ${step}\n${text}\nand the reference says\n${expected}`;
    }
  }
  return undefined;
}

/** The record as it reads now: facts, flags, eligibility, and the replay of what is stored. */
async function differenceNow(clinic: Clinic, of: PatientName, { reference, log }: Told, { today, policies }: Pick<Turn, 'today' | 'policies'>): Promise<string | undefined> {
  const patient = await clinic.patient(of);
  const facts = allFacts(patient.chart).map(({ id, fact }) => ({ id, fact, version: patient.factVersions[id] }));
  if (!same(facts, reference.current())) return `the facts that count are\n${JSON.stringify(facts)}\nand the reference has\n${JSON.stringify(reference.current())}`;
  const words = log.flatMap(wordOf);
  if (!same(words, reference.words)) return `the log says\n${JSON.stringify(words)}\nand was told\n${JSON.stringify(reference.words)}`;
  const stale = patient.authorizations.filter((one) => isRequested(one) && one.stale !== undefined).map(({ packetId }) => packetId).sort();
  if (!same(stale, reference.flagged())) return `flagged are ${JSON.stringify(stale)}, and the reference flags ${JSON.stringify(reference.flagged())}`;
  const awaited = patient.episodes.flatMap((episode) => liveAuthorizations(patient, episode)).filter(isRequested).map(({ id }) => id).sort();
  if (!same(awaited, reference.awaited())) return `requests that wait for their procedure are ${JSON.stringify(awaited)}, and the reference has ${JSON.stringify(reference.awaited())}`;
  for (const standing of standingOf(patient, { asOf: today, policies })) {
    for (const answer of standing.assessments) {
      const expected = reference.answer(answer.step, reference.dayOf(answer.step, today), today, policies);
      const text = isAssessed(answer) ? textOf(answer.policy, answer.result, answer.findings) : 'none';
      if (text !== expected.text) return `status says of ${answer.step}\n${text}\nand the reference says\n${expected.text}`;
      if (isAssessed(answer) && isEligible({ result: answer.result, eligibleTargets: answer.targets.filter(({ result }) => result === 'eligible') }) !== expected.isEligible) return `status and reference disagree whether ${answer.step} may be done`;
    }
  }
  return same(await clinic.replayed(of, log.length), patient) ? undefined : 'the log folded anew is not the record as it is kept up';
}

function wordOf({ event, by }: Entry): readonly Word[] {
  switch (event.type) {
    case 'FactDocumented': return [{ said: 'documented', factId: event.factId, by, content: event.fact }];
    case 'ObservationAdded': return [{ said: 'observed', factId: event.factId, by, content: event.observation }];
    case 'FactCorrected': return [{ said: 'corrected', factId: event.factId, by, content: event.fact, reason: event.reason }];
    case 'FactRetracted': return [{ said: 'retracted', factId: event.factId, by, reason: event.reason }];
    case 'FactMoved': return [{ said: 'moved', factId: event.factId, by, reason: event.reason }];
    default: return [];
  }
}

const EVENT_OF: Readonly<Record<Word['said'], string>> = { documented: 'FactDocumented', observed: 'ObservationAdded', corrected: 'FactCorrected', retracted: 'FactRetracted', moved: 'FactMoved' };

/** The timeline as it is answered shows every earlier word, with who said it and why; a fold of each length of the log is a record. */
async function timelineDifference(clinic: Clinic, of: PatientName, { reference, log }: Told): Promise<string | undefined> {
  const items = await clinic.timeline(of);
  if (items === undefined) return undefined;
  if (items.length !== log.length) return `the timeline shows ${items.length} of ${log.length} entries`;
  const shown = items.filter(({ type }) => Object.values(EVENT_OF).includes(type));
  const isShown = shown.length === reference.words.length && reference.words.every(({ said, factId, by, reason = '' }, index) => {
    const item = shown[index];
    return item?.type === EVENT_OF[said] && item.factId === factId && item.actor === by && item.recordedAt !== '' && item.text.includes(reason);
  });
  return isShown ? undefined : 'an earlier word is missing from the timeline, or stands there without its author or reason';
}

export function nothingMet(): Met {
  return { entries: 0, refused: 0, flagged: 0, requested: 0, corrected: 0 };
}


/** As JSON says it: whatever the order of keys, and wherever the values were made. */
function same(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(plain(a), plain(b));
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
