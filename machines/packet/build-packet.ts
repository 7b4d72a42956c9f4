/**
 * The packet of one authorization, built from the record and the assessment. Pure: the same input gives the same model,
 * and the order in which facts arrived is not part of the input's meaning. It invents nothing: a statement without a
 * fact is not made, what is missing is listed as a gap. Facts the packet does not cite are not disclosed.
 */
import { nervesOf, regionOfLevel, type Region } from '../kernel/anatomy';
import { assert } from '../kernel/assert';
import { toDay } from '../kernel/calendar';
import type { FactId } from '../kernel/ids';
import { allFacts, visible, type Chart, type ChartFact } from '../evidence/chart';
import { KIND_LABELS, verdict } from '../criteria/narrate';
import type { RequiredOf } from '../criteria/required';
import type { Policy, Step } from '../criteria/types';
import { crosswalkOf, evidenceOf } from './crosswalk';
import { gapsOf } from './gaps';
import { narrativeOf } from './narrative';
import { orderDocuments } from './order-documents';
import { claimTypeOf, codesOfRequest, linesOfRequest, partiesOf, programAsking } from './parties';
import { coverSheetOf } from './cover-sheet';
import { templateOf } from './template';
import type { AuthorizationParts, PacketInput, PatientParts } from './packet-input';
import type { PacketCoverage, PacketModel, PacketPatient, PacketRequest, ReliefTable } from './packet-model';
import { blockReliefTable, trialReliefTable, type ReliefRule } from './relief-table';
import { settingInWords, STEP_WORDS, targetInWords, targetsInWords } from '../criteria/words';

export function buildPacket(input: PacketInput): PacketModel {
  const { assessment, authorization, chart, policy } = input;
  assert(assessment.policy.id === policy.id && assessment.policy.version === policy.version, 'a packet is built with the policy its assessment names');
  const asOf = toDay(assessment.asOf);
  const facts = new Map<FactId, ChartFact>(allFacts(chart).filter((entry) => entry.day <= asOf).map((entry) => [entry.id, entry]));
  const region = authorization.region ?? (authorization.targets[0] === undefined ? undefined : regionOfLevel(authorization.targets[0].level));
  const rule = reliefRuleOf(policy, assessment.step);

  const entries = crosswalkOf(assessment.findings, policy.steps[assessment.step] ?? [], facts, policy.pathway);
  const crosswalk = entries.map(({ row }) => row);
  const narrative = narrativeOf({ chart, pathway: policy.pathway, step: assessment.step, region, asOf, rule });
  const cited = [...crosswalk.flatMap((row) => row.evidence.map(({ factId }) => factId)), ...narrative.flatMap(({ sentences }) => sentences.flatMap(({ factIds }) => factIds))];
  const evidence = evidenceOf(cited, facts, policy.pathway);

  const request = requestOf(input, region);
  const parties = partiesOf(input, codesOfRequest(input, region));
  const patient = patientOf(input.patient);
  const template = templateOf(programAsking(parties));
  const named = new Set([...facts.values()].flatMap(({ fact }) => fact.documentId ?? []));

  return {
    packetId: input.packetId,
    authorizationId: authorization.id,
    practice: { id: input.practice.id, name: input.practice.name },
    patientVersion: input.patientVersion,
    asOf: input.asOf,
    stale: authorization.stale,
    request,
    parties,
    coverSheet: template.coverSheet ? coverSheetOf(request, parties, patient, coveragesOf(input.patient)[0]?.state) : undefined,
    patient,
    coverages: coveragesOf(input.patient),
    policy: { title: policy.title, ref: `${policy.id}@${policy.version}`, document: policy.document, revision: policy.revision, confidence: policy.confidence },
    verdict: {
      result: assessment.result,
      sentence: `${verdict(assessment)}${scopeOf(authorization)}`,
      dateOfService: assessment.dateOfService,
      targets: assessment.targets.map(({ level, side, result }) => ({ target: { level, side }, result })),
    },
    override: authorization.override && {
      by: authorization.override.by,
      rationale: authorization.override.rationale,
      kinds: authorization.override.findings.map((kind) => ({ kind, title: KIND_LABELS[kind] })),
    },
    crosswalk,
    narrative,
    evidence,
    relief: reliefTablesOf(new Set(cited), chart, asOf, rule),
    gaps: gapsOf(entries, authorization.override?.findings ?? []),
    notes: policy.notes,
    documents: orderDocuments(input.documents, evidence, named, template.order),
  };
}

/** A block is not done by the technique that the ablation after it is planned with. */
const ABLATIONS: readonly Step[] = ['rfa', 'repeat-rfa'];

function requestOf(input: PacketInput, region: Region | undefined): PacketRequest {
  const { authorization, chart, asOf, policy } = input;
  const histories = visible(chart, 'pain-history', toDay(asOf)).filter(({ fact }) => region === undefined || fact.region === region);
  return {
    step: authorization.step,
    kind: STEP_WORDS[authorization.step],
    region,
    targets: authorization.targets.map(({ level, side }) => ({ level, side, nerves: policy.pathway === 'rfa' ? nervesOf(level) : [] })),
    notCovered: (authorization.notCovered ?? []).map(({ level, side, kinds }) => ({ target: { level, side }, kinds: kinds.map((kind) => ({ kind, title: KIND_LABELS[kind] })) })),
    plannedOn: authorization.dateOfService,
    ...(ABLATIONS.includes(authorization.step) && { technique: authorization.technique }),
    ...(authorization.step === 'esi' && { approach: authorization.approach }),
    guidance: authorization.guidance,
    setting: authorization.setting === undefined ? undefined : { code: authorization.setting, name: settingInWords(authorization.setting) },
    expedited: authorization.expedited === true,
    justification: authorization.justification,
    diagnoses: [...new Set(histories.flatMap(({ fact }) => fact.diagnoses ?? []))].sort(),
    lines: linesOfRequest(input, region),
    claimType: claimTypeOf(authorization.setting),
    resubmissionOf: authorization.resubmissionOf,
    trialReference: authorization.trialReference,
  };
}

/** A verdict that is not about everything planned says so itself. */
function scopeOf({ targets, notCovered = [] }: AuthorizationParts): string {
  if (notCovered.length === 0) return '';
  const left = notCovered.map((target) => `${targetInWords(target)} (${target.kinds.map((kind) => KIND_LABELS[kind]).join('; ')})`);
  return ` This is for ${targetsInWords(targets)}; not covered: ${left.join(', ')}.`;
}

function patientOf(patient: PatientParts): PacketPatient {
  const [primary] = coveragesOf(patient);
  return {
    name: `${patient.name.family}, ${patient.name.given}`,
    family: patient.name.family,
    given: patient.name.given,
    birthDate: patient.birthDate,
    ...patient.details,
    memberId: primary?.memberId ?? patient.identifiers.find(({ kind }) => kind === 'member-id')?.value,
  };
}

function coveragesOf(patient: PatientParts): readonly PacketCoverage[] {
  return [...patient.coverages].sort((a, b) => a.order - b.order)
    .map(({ payer, line, state, memberId, group, relationship, subscriber, order, from, to }) => ({ payer, line, state, memberId, group, relationship, subscriber, order, from, to }));
}

function reliefRuleOf(policy: Policy, step: Step): ReliefRule {
  const criterion = policy.steps[step]?.find(({ kind }) => kind === 'block-relief');
  const required = criterion?.required as RequiredOf['block-relief'] | undefined;
  return { parameters: policy.parameters, percentMin: required?.reliefPercentMin };
}

function reliefTablesOf(cited: ReadonlySet<FactId>, chart: Chart, asOf: number, rule: ReliefRule): readonly ReliefTable[] {
  return [
    ...visible(chart, 'block', asOf).filter(({ id }) => cited.has(id)).map((block) => blockReliefTable(block, rule)),
    ...visible(chart, 'scs-trial', asOf).filter(({ id }) => cited.has(id)).map((trial) => trialReliefTable(trial)),
  ];
}
