/** The record of a patient in plain words, for the person whose it is. Pure. */
import { narrate, verdict } from '../../machines/criteria/narrate';
import { capitalized, inWords, STEP_WORDS, targetsInWords } from '../../machines/criteria/words';
import { STEPS, type Step } from '../../machines/criteria/types';
import type { PlainDate } from '../../machines/kernel/calendar';
import { describeFact } from '../../machines/packet';
import { meaningOf, type EpisodeStanding, type PatientEvent, type PatientState } from '../../machines/patient';
import type { Access, PatientCopy } from '../packets';
import type { StoredEvent } from '../platform/event-store/event-store';
import { eventInWords } from '../status';
import { factHistories, recordedIn, type Names } from './patient-record-parts';

export interface CopyParts {
  readonly practice: string;
  readonly writtenOn: PlainDate;
  readonly patient: PatientState;
  readonly standings: readonly EpisodeStanding[];
  readonly events: readonly StoredEvent[];
  readonly names: Names;
  readonly accesses: readonly Access[];
  /** The practice's day and time of an instant. */
  readonly at: (instant: string) => string;
}

const PATHWAY_WORDS = { rfa: 'Radiofrequency ablation', scs: 'Spinal cord stimulation', epidural: 'Epidural steroid injections' } as const;
/** What only follows from the record: told where the care stands. */
const DERIVED: readonly PatientEvent['type'][] = ['StepAssessed', 'StepNotAssessed', 'PacketFlaggedStale'];

export function patientCopy({ practice, writtenOn, patient, standings, events, names, accesses, at }: CopyParts): PatientCopy {
  const { name, birthDate = '' } = patient;
  const by = (actor: string): string => names.get(actor) ?? `${inWords(actor)}`;
  const told = recordedIn(events).filter(({ data }) => !DERIVED.includes(data.type));
  return {
    practice, writtenOn, patient: { name: name === undefined ? '' : `${name.family}, ${name.given}`, birthDate },
    person: personOf(patient), coverages: patient.coverages.map(coverageInWords),
    episodes: standings.map(standingInWords), facts: factsOf(patient, events, names, by), requests: requestsOf(patient, told),
    history: told.map(({ data, recordedAt, actorId }) => ({ at: at(recordedAt), what: toldInWords(data), by: by(actorId) })), accesses,
    documents: patient.documents.map(({ rendition, ...document }) => ({ ...document, ...(rendition !== undefined && { printed: { sha256: rendition.sha256, mediaType: rendition.mediaType } }) })),
  };
}

const STEP_AFTER = new RegExp(`\\b(for|of|on|step) (${STEPS.join('|')})\\b`, 'g');

/** The timeline's sentence, with steps by their names: a code says nothing to a patient. */
function toldInWords(event: PatientEvent): string {
  return eventInWords(event).replace(STEP_AFTER, (_, before: string, step: Step) => `${before} "${STEP_WORDS[step]}"`).replace(/^An episode was opened: (rfa|scs|epidural)/, (_, pathway: keyof typeof PATHWAY_WORDS) => `An episode was opened: ${PATHWAY_WORDS[pathway]}`);
}

function personOf({ name, birthDate, details, identifiers }: PatientState): PatientCopy['person'] {
  const { sex, address, phone } = details ?? {};
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Name', name && `${name.given} ${name.family}`], ['Birth date', birthDate], ['Sex, as your insurer has it', sex], ['Address', address && `${address.line}, ${address.city}, ${address.state} ${address.postalCode}`], ['Phone', phone],
    ...identifiers.map(({ kind, value }) => [kind === 'mrn' ? 'Chart number' : capitalized(inWords(kind)), value] as const),
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

function coverageInWords({ order, payer, line, memberId, from, to }: PatientState['coverages'][number]): string {
  const days = from === undefined && to === undefined ? '' : `, ${from === undefined ? '' : `from ${from}`}${to === undefined ? '' : ` to ${to}`}`;
  return `${order}. ${inWords(payer)}${line === undefined ? '' : ` (${inWords(line)})`}${memberId === undefined ? '' : `, member number ${memberId}`}${days}`;
}

function standingInWords({ pathway, region, plan, position, nextStep, assessments: [next], tags }: EpisodeStanding): PatientCopy['episodes'][number] {
  const where = tags.includes('closed') ? 'This course of care is closed.' : meaningOf(pathway, position).description || inWords(position);
  const title = `${PATHWAY_WORDS[pathway]}, ${inWords(region)}${plan.targets.length === 0 ? '' : `: ${targetsInWords(plan.targets)}`}`;
  if (nextStep === undefined || next === undefined) return { title, where };
  if ('error' in next) return { title, where, next: { step: STEP_WORDS[nextStep], statement: 'No rules of an insurer that are on file answer for it.', missing: [] } };
  return { title, where, next: { step: STEP_WORDS[nextStep], statement: verdict(next), missing: [...new Set(next.findings.filter(({ outcome }) => outcome !== 'met').map(narrate))] } };
}

function factsOf(patient: PatientState, events: readonly StoredEvent[], names: Names, by: (actor: string) => string): PatientCopy['facts'] {
  const pathway = patient.episodes.at(-1)?.pathway ?? 'rfa';
  return factHistories(patient, events, names).map(({ fact, changes }) => {
    const [first] = changes;
    const documented = first?.data as { readonly fact?: Parameters<typeof describeFact>[0] } | undefined;
    const shown = fact ?? documented?.fact;
    return {
      on: shown?.occurredOn ?? '', what: shown === undefined ? '' : `${describeFact(shown, pathway)}${fact === null ? ' (no longer part of the record)' : ''}`,
      by: shown?.author ?? by(first?.actor ?? ''), changes: changes.slice(1).map(({ recordedAt, text, actor }) => `${recordedAt.slice(0, 10)}, ${by(actor)}: ${text}`),
    };
  }).sort((a, b) => Number(a.on > b.on) - Number(a.on < b.on));
}

function requestsOf({ authorizations }: PatientState, told: ReturnType<typeof recordedIn>): PatientCopy['requests'] {
  return authorizations.map(({ id, step, targets }) => ({
    title: `${STEP_WORDS[step]}${targets.length === 0 ? '' : `: ${targetsInWords(targets)}`}`,
    happened: told.filter(({ data }) => 'authorizationId' in data && data.authorizationId === id).flatMap(({ data, recordedAt, occurredOn }) => [
      { on: occurredOn ?? recordedAt.slice(0, 10), what: toldInWords(data) },
      ...('reason' in data && data.type === 'DeterminationRecorded' && data.reason !== undefined ? [{ on: '', what: `In the insurer's words: ${data.reason}` }] : []),
    ]),
  }));
}
