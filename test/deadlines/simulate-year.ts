/**
 * A year of a practice: requests, decisions, letters, procedures and their late notes go through the real decider and the real rows of the
 * list, while the service is down for days, the daily run is left out, the clock goes back by a day and messages arrive twice. What truly
 * became of each approval is kept beside it by its own arithmetic, and never read from the engine.
 */
import { toDay, type PlainDate } from '../../machines/kernel/calendar';
import { fold } from '../../machines/kernel/decider';
import { isRejection } from '../../machines/kernel/rejection';
import { EMPTY_DIRECTORY } from '../../machines/directory';
import { deadlineState, type DeadlineKind, type DeadlineState } from '../../machines/deadlines';
import medicareOpd from '../../machines/programs/medicare-opd.json';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { decidePatient, EMPTY_PATIENT, evolvePatient, type PatientCommand, type PatientEvent, type PatientState } from '../../machines/patient';
import { deadlineRows } from '../../src/deadlines';
import { randomOf } from '../../src/demo/generator/random';
import { ablation, block, document, INTERVAL_DAYS_MIN, OPEN_RFA, plusDays, REGISTER, RELIEF_PERCENT_MIN, supportingFacts, tellAll } from '../support/patient-story';

export const FIRST_DAY: PlainDate = '2026-10-01';
export const YEAR_DAYS = 365;
const { days: VALID_DAYS, contestedDays: CONTESTED_DAYS } = medicareOpd.validity;

type Rows = typeof deadlineRows;

export interface Year {
  readonly seed: number;
  readonly authorizations: number;
  /** The list's own rows; a spec plants a fault here. */
  readonly rowsOf?: Rows;
}

export interface Outcome {
  readonly authorizations: number;
  /** Of these: sent to the payer, and approved. */
  readonly submitted: number;
  readonly approved: number;
  readonly events: number;
  readonly daysDown: number;
  readonly sweeps: number;
  readonly clockWentBack: number;
  readonly duplicates: number;
  /** Approvals whose last day, by every reading, passed unused before the last look. */
  readonly lapsedUnused: number;
  /** Of these: never on the list before, or not on it as expired until somebody had seen it. */
  readonly silent: readonly string[];
  /** Of these: recorded in time, with the service up in the days of warning, and not shown as near in any of them. */
  readonly unwarned: readonly string[];
  /** Expired while some reading still counted the day. */
  readonly tooEarly: readonly string[];
  /** On the list as expired although used or taken back. */
  readonly falseAlarms: readonly string[];
  /** A second daily run of the day had something to say. */
  readonly notIdempotent: readonly string[];
  /** Their rows differ from those of a fresh fold of the log. */
  readonly notRebuilt: readonly string[];
}

interface Truth {
  approvedOn?: PlainDate;
  recordedOn?: PlainDate;
  /** The last day that any reading counts. */
  lastDay?: PlainDate;
  performed?: true;
  withdrawn?: true;
  /** Read on the list as one that expires, and while it was near. */
  listed?: true;
  warned?: true;
  upWhileNear?: true;
  listedAsExpired?: true;
  acknowledged?: true;
}

interface Errand {
  readonly due: number;
  command(today: PlainDate): PatientCommand;
  then?(today: PlainDate): void;
}

interface Story {
  readonly id: string;
  readonly authorizationId: string;
  readonly base: PatientState;
  patient: PatientState;
  version: number;
  recordedAt: string;
  readonly log: PatientEvent[];
  readonly errands: Errand[];
  readonly truth: Truth;
}

export function simulateYear({ seed, authorizations, rowsOf = deadlineRows }: Year): Outcome {
  const random = (({ fraction }) => fraction)(randomOf(seed, 0));
  const bases = new Map<number, PatientState>();
  const baseOf = (day: number): PatientState => bases.get(day) ?? bases.set(day, readyOn(dayAt(day))).get(day) as PatientState;
  const stories = Array.from({ length: authorizations }, (_, index) => storyOf(`patient-${index}`, baseOf, random));
  const rows = new Map<string, ReturnType<Rows>[number]>();
  const faults = { tooEarly: [] as string[], notIdempotent: [] as string[] };
  const counts = { events: 0, daysDown: 0, sweeps: 0, clockWentBack: 0, duplicates: 0 };
  let ids = 0;

  const tell = (story: Story, command: PatientCommand, today: PlainDate): readonly PatientEvent[] | string => {
    const recordedAt = `${today}T15:00:00.000Z`;
    const events = decidePatient(command, story.patient, { asOf: today, recordedAt, actor: 'staff-1', policies: SHIPPED_POLICIES, newId: () => `new-${++ids}` });
    if (isRejection(events)) return events.code;
    if (events.length === 0) return events;
    story.patient = fold(evolvePatient, story.patient, events);
    story.version += events.length;
    story.recordedAt = recordedAt;
    story.log.push(...events);
    counts.events += events.length;
    for (const write of rowsOf(story.id, { patient: story.patient, recordedAt, issued: {} }, story.version, EMPTY_DIRECTORY)) rows.set(`${story.id}/${write.key['deadline_id']}`, write);
    return events;
  };
  /** What the list shows of a story today. */
  const shown = ({ id, authorizationId }: Story, today: PlainDate): readonly (readonly [kind: string, state: DeadlineState])[] => ['answer', 'approval', 'schedule', 'units', 'dispute', 'appeal'].flatMap((place) => {
    const row = rows.get(`${id}/${authorizationId}-${place}`)?.row;
    if (typeof row?.['kind'] !== 'string' || typeof row['due_on'] !== 'string') return [];
    const until = row['until_on'];
    return [[row['kind'], deadlineState({ kind: row['kind'] as DeadlineKind, on: row['due_on'], ...(typeof until === 'string' && { until }) }, today)] as const];
  });
  const sweep = (today: PlainDate): void => {
    for (const story of stories) {
      // The daily run looks at everybody; whose list holds nothing late has nothing that lapses, and a row that is wrongly missing shows as silent.
      if (!shown(story, today).some(([kind, state]) => kind === 'approval-expires' && state === 'overdue')) continue;
      const events = tell(story, { type: 'ReassessPatient' }, today);
      if (typeof events === 'string') throw new Error(events);
      const { lastDay } = story.truth;
      if (events.some(({ type }) => type === 'AuthorizationExpired') && (lastDay === undefined || lastDay >= today)) faults.tooEarly.push(story.id);
      if (tell(story, { type: 'ReassessPatient' }, today).length > 0) faults.notIdempotent.push(story.id);
    }
  };
  const look = (today: PlainDate): void => {
    for (const story of stories) {
      const { truth } = story;
      const isNear = truth.lastDay !== undefined && truth.recordedOn !== undefined && truth.recordedOn <= today && today >= plusDays(truth.lastDay, -30) && today < truth.lastDay;
      if (isNear) truth.upWhileNear = true;
      for (const [kind, state] of shown(story, today)) {
        if (kind === 'approval-expires') truth.listed = true;
        if (kind === 'approval-expires' && (state === 'due-soon' || state === 'due-today')) truth.warned = true;
        if (kind === 'expired') truth.listedAsExpired = true;
      }
    }
  };

  let downUntil = -1;
  for (let day = 0; day <= YEAR_DAYS; day++) {
    const isLast = day === YEAR_DAYS;
    if (!isLast && day > downUntil && random() < 0.03) downUntil = day + Math.floor(random() * 21);
    if (!isLast && day <= downUntil) {
      counts.daysDown += 1;
      continue;
    }
    const wentBack = !isLast && random() < 0.1;
    if (wentBack) counts.clockWentBack += 1;
    const today = dayAt(wentBack ? day - 1 : day);
    for (const story of stories) {
      while (story.errands[0] !== undefined && story.errands[0].due <= day) {
        const [errand] = story.errands as [Errand];
        const command = errand.command(today);
        const answer = tell(story, command, today);
        // The clock says that the day has not come: it is sent again tomorrow.
        if (typeof answer === 'string' && /^(date-in-future|decided-before-submission|submitted-before-request|not-expired)$/.test(answer)) break;
        story.errands.shift();
        if (typeof answer !== 'string') errand.then?.(today);
        if (random() < 0.2) {
          counts.duplicates += 1;
          tell(story, command, today);
        }
      }
    }
    look(today);
    if (isLast || random() < 0.85) {
      counts.sweeps += 1;
      sweep(today);
    }
    look(today);
    for (const story of stories) {
      if (!isLast && random() < 0.02 && shown(story, today).some(([kind]) => kind === 'expired')) {
        if (typeof tell(story, { type: 'AcknowledgeExpiry', authorizationId: story.authorizationId, reason: 'seen on the list' }, today) !== 'string') story.truth.acknowledged = true;
      }
    }
  }

  const end = dayAt(YEAR_DAYS);
  const lapsed = stories.filter(({ truth }) => truth.lastDay !== undefined && truth.lastDay < end && truth.performed === undefined && truth.withdrawn === undefined);
  const isOnList = (story: Story): boolean => shown(story, end).some(([kind]) => kind === 'expired');
  return {
    authorizations, submitted: stories.filter(({ log }) => log.some(({ type }) => type === 'AuthorizationSubmitted')).length, approved: stories.filter(({ truth }) => truth.approvedOn !== undefined).length, ...counts, ...faults, lapsedUnused: lapsed.length,
    silent: lapsed.filter((story) => story.truth.listed !== true || !(story.truth.listedAsExpired === true && (story.truth.acknowledged === true || isOnList(story)))).map(({ id }) => id),
    unwarned: lapsed.filter(({ truth }) => truth.upWhileNear === true && truth.warned !== true).map(({ id }) => id),
    falseAlarms: stories.filter((story) => isOnList(story) && !lapsed.includes(story)).map(({ id }) => id),
    notRebuilt: stories.filter((story) => !isRebuilt(story, rows, rowsOf)).map(({ id }) => id),
  };
}

function isRebuilt({ id, base, log, version, recordedAt }: Story, rows: ReadonlyMap<string, unknown>, rowsOf: Rows): boolean {
  if (log.length === 0) return true;
  const again = rowsOf(id, { patient: fold(evolvePatient, base, log), recordedAt, issued: {} }, version, EMPTY_DIRECTORY);
  return again.every((write) => JSON.stringify(rows.get(`${id}/${write.key['deadline_id']}`)) === JSON.stringify(write));
}

function dayAt(day: number): PlainDate {
  return plusDays(FIRST_DAY, day);
}

/** Two good blocks; the ablation's draft is there. */
function readyOn(on: PlainDate): PatientState {
  const block2 = plusDays(on, -1);
  const block1 = plusDays(block2, -INTERVAL_DAYS_MIN);
  const start = plusDays(block1, -7);
  return tellAll(EMPTY_PATIENT, [
    [start, REGISTER], [start, OPEN_RFA], ...supportingFacts(start).map(([id, fact]) => [start, document(id, fact)] as const),
    [block1, document('block-1', block(block1, RELIEF_PERCENT_MIN))], [block2, document('block-2', block(block2, RELIEF_PERCENT_MIN))],
  ]).patient;
}

const SETTINGS = ['22', '22', '24', '11'] as const;
/** Few different starts, so that their blocks are decided once. */
const START_EVERY_DAYS = 8;

function storyOf(id: string, baseOf: (day: number) => PatientState, random: () => number): Story {
  const upTo = (max: number): number => Math.floor(random() * (max + 1));
  const start = START_EVERY_DAYS * upTo(Math.floor((YEAR_DAYS - 30) / START_EVERY_DAYS));
  const base = baseOf(start);
  const authorizationId = base.authorizations.find(({ step }) => step === 'rfa')?.id ?? '';
  const truth: Truth = {};
  const story: Story = { id, authorizationId, base, patient: base, version: 1, recordedAt: '', log: [], errands: [], truth };
  const setting = SETTINGS[upTo(SETTINGS.length - 1)] as string;
  const { plan } = OPEN_RFA as Extract<PatientCommand, { type: 'OpenEpisode' }>;
  let due = start;
  const then = (days: number, command: Errand['command'], done?: Errand['then']): void => {
    due += days;
    story.errands.push({ due, command, ...(done !== undefined && { then: done }) });
  };
  const on = (day: number): PlainDate => dayAt(day);
  const approve = (late: number): void => {
    const decidedOn = on(due + 1 + upTo(9));
    const stated = setting === '22' ? random() < 0.3 : random() < 0.7;
    const validTo = stated ? plusDays(decidedOn, 20 + upTo(160)) : undefined;
    const isDenied = random() < 0.05;
    const lastDay = validTo ?? (setting === '22' ? plusDays(decidedOn, VALID_DAYS - 1 + CONTESTED_DAYS) : undefined);
    then(toDay(decidedOn) - toDay(on(due)) + late, () => ({ type: 'RecordDetermination', authorizationId, decision: isDenied ? 'denied' : 'affirmed', decidedOn, ...(validTo !== undefined && !isDenied && { validTo }) }), (today) => {
      if (isDenied) return;
      Object.assign(truth, { approvedOn: decidedOn, recordedOn: today, ...(lastDay !== undefined && { lastDay }) });
    });
    if (isDenied) return;
    if (random() < 0.15) {
      const letterOn = plusDays(decidedOn, 10 + upTo(120));
      then(1, () => ({ type: 'AttachDocument', documentId: `${id}-letter`, sha256: 'a'.repeat(64), mediaType: 'application/pdf', bytes: 9, pages: 1, title: 'letter' }));
      then(0, () => ({ type: 'OverrideDeadline', authorizationId, kind: 'approval-expires', on: letterOn, documentId: `${id}-letter`, reason: 'page 1' }), () => void (truth.lastDay = letterOn));
    }
    const fate = random();
    if (fate < 0.45) {
      const performedOn = on(due + upTo(40));
      then(toDay(performedOn) - toDay(on(due)) + (random() < 0.3 ? upTo(60) : 0), () => document(`${id}-ablation`, ablation(performedOn)), () => void (truth.performed = true));
    } else if (fate < 0.5) {
      then(upTo(30), () => ({ type: 'WithdrawAuthorization', authorizationId, reason: 'declined' }), () => void (truth.withdrawn = true));
    } else if (fate < 0.6) {
      then(upTo(90), () => ({ type: 'CloseEpisode', episodeId: 'episode-1', reason: 'moved away' }));
    } else if (fate < 0.8) {
      const plannedOn = on(due + upTo(90));
      then(1, () => ({ type: 'PlanTargets', episodeId: 'episode-1', plan: { ...plan, setting, plannedOn } }));
    }
  };
  const ask = (): void => {
    then(upTo(4), (today) => ({ type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(today, 30) }));
    then(upTo(2), (today) => ({ type: 'SubmitAuthorization', authorizationId, submittedAt: `${today}T14:00:00.000Z`, submittedOn: today, channel: 'portal', proof: { reference: id } }));
  };
  then(0, () => ({ type: 'PlanTargets', episodeId: 'episode-1', plan: { ...plan, setting } }));
  ask();
  if (random() < 0.12) {
    then(3, (today) => ({ type: 'RecordDetermination', authorizationId, decision: 'denied', decidedOn: today, reason: 'no number' }));
    ask();
  }
  approve(random() < 0.05 ? upTo(200) : upTo(3));
  return story;
}
