import fc from 'fast-check';
import { arbitraryCommand, arbitraryFacts, TODAY, type Speak } from '../../test/support/arbitrary-story';
import { block, BLOCK_1_ON, BLOCK_2_ON, DAY_0, document, givenOn, newEpisode, OPEN_RFA, plusDays, READY_ON, REGISTER, RELIEF_PERCENT_MIN, supportingFacts, tell, tellAll, type Told } from '../../test/support/patient-story';
import type { PlainDate } from '../kernel/calendar';
import { fold } from '../kernel/decider';
import { isRejection } from '../kernel/rejection';
import { allFacts } from '../evidence/chart';
import type { Fact } from '../evidence/fact';
import type { RecordedAssessment } from '../criteria/recorded';
import { SHIPPED_POLICIES } from '../policies/shipped';
import { isApproved } from '../authorization';
import { decidePatient } from './decide-patient';
import { EMPTY_PATIENT, evolvePatient } from './evolve-patient';
import type { PatientCommand, PatientEvent } from './events';
import { meaningOf } from './pathways';
import type { PatientState } from './patient';
import { placeEpisode } from './position';
import { standingOf } from './standing';

const RUNS = { numRuns: 100 };
const given = { asOf: TODAY, policies: SHIPPED_POLICIES };

function documented(facts: readonly (readonly [string, Fact])[]): PatientState {
  return tellAll(newEpisode(), facts.map(([id, fact]) => [TODAY, document(id, fact)] as const)).patient;
}

/** What is so: without drafts (they remember that a step was once ready) and the day a finding was first recorded. */
function truth(patient: PatientState) {
  return {
    facts: allFacts(patient.chart),
    episodes: patient.episodes.map(({ assessments, ...episode }) => ({
      ...episode,
      assessments: meaningOf(episode.pathway, episode.position).ahead.map((step) => undated(assessments[step])),
    })),
    standing: answers(patient, TODAY),
  };
}

function undated(recorded: RecordedAssessment | undefined) {
  if (recorded === undefined) return undefined;
  const { dateOfService: _, ...rest } = recorded;
  return rest;
}

function answers(patient: PatientState, asOf: string) {
  return standingOf(patient, { ...given, asOf }).map(({ authorizations, ...standing }) => ({ ...standing, authorizations: authorizations.filter(({ position }) => !['draft', 'used', 'superseded'].includes(position)) }));
}

type Life = readonly [readonly (readonly [string, Fact])[], readonly Speak[]];

/** Facts, then commands; or an ablation that the payer approved, then facts and commands. */
const lives: fc.Arbitrary<{ readonly start: Told; readonly life: Life }> = fc.record({
  start: fc.constantFrom(newStory, approvedStory).map((begin) => begin()),
  life: fc.tuple(arbitraryFacts, fc.array(arbitraryCommand, { maxLength: 20 })),
});

function newStory(): Told {
  return tellAll(EMPTY_PATIENT, [[DAY_0, REGISTER], [DAY_0, OPEN_RFA]]);
}

function approvedStory(): Told {
  const facts: readonly (readonly [PlainDate, string, Fact])[] = [
    ...supportingFacts().map(([id, fact]) => [DAY_0, `first-${id}`, fact] as const),
    [BLOCK_1_ON, 'first-block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN)], [BLOCK_2_ON, 'first-block-2', block(BLOCK_2_ON, RELIEF_PERCENT_MIN)],
  ];
  const drafted = tellAll(newStory().patient, [...facts.map(([on, id, fact]) => [on, document(id, fact)] as const), [READY_ON, { type: 'DraftAuthorization', authorizationId: 'early', packetId: 'packet', episodeId: 'episode-1', step: 'mbb1' }]]);
  const authorizationId = drafted.patient.authorizations.findLast(({ step }) => step === 'rfa')?.id ?? 'none';
  const approved = tellAll(drafted.patient, [
    [READY_ON, { type: 'RequestAuthorization', authorizationId, dateOfService: plusDays(TODAY, 10) }],
    [READY_ON, { type: 'SubmitAuthorization', authorizationId, submittedAt: `${READY_ON}T09:00:00.000Z`, submittedOn: READY_ON, channel: 'fax', proof: { reference: 'receipt' } }],
    [READY_ON, { type: 'RecordDetermination', authorizationId, decision: 'affirmed', decidedOn: READY_ON, validTo: plusDays(TODAY, 20) }],
  ]);
  return { patient: approved.patient, events: [...newStory().events, ...drafted.events, ...approved.events] };
}

/** Lives on: commands accepted or refused, with what must hold after every accepted one. */
function live({ start, life: [facts, commands] }: { readonly start: Told; readonly life: Life }, check: (before: PatientState, told: Told) => void = () => undefined): Told {
  let lived = start;
  const say = (command: PatientCommand): void => {
    const events = decidePatient(command, lived.patient, givenOn(TODAY));
    if (isRejection(events)) return;
    const before = lived.patient;
    lived = { patient: fold(evolvePatient, before, events), events: [...lived.events, ...events] };
    check(before, { patient: lived.patient, events });
  };
  for (const [id, fact] of facts) say(document(id, fact));
  commands.forEach((speak, seed) => {
    const { factVersions, authorizations } = lived.patient;
    say(speak({ factIds: Object.keys(factVersions), authorizationIds: authorizations.map(({ id }) => id), seed: seed + 100 }));
  });
  return lived;
}

describe('the order in which the same facts arrive', () => {
  it('means nothing', () => {
    fc.assert(fc.property(arbitraryFacts.chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray([...facts], { minLength: facts.length }))), ([facts, shuffled]) => {
      expect(truth(documented(shuffled))).toEqual(truth(documented(facts)));
    }), RUNS);
  });

  it('is noticed by this comparison when a fact is left out (the control)', () => {
    const facts: (readonly [string, Fact])[] = [['block-1', block(DAY_0, RELIEF_PERCENT_MIN)]];
    expect(truth(documented(facts))).not.toEqual(truth(documented([])));
  });
});

describe('what was corrected or retracted', () => {
  it('is as if it had never been said', () => {
    fc.assert(fc.property(arbitraryFacts, fc.nat(), fc.nat(), (facts, where, whom) => {
      const wrong: Fact = { ...block(plusDays(TODAY, -(where % 40)), RELIEF_PERCENT_MIN), operator: 'of another patient' };
      const at = where % (facts.length + 1);
      const before = facts.slice(0, at).map(([id, fact]) => [TODAY, document(id, fact)] as const);
      const after = facts.slice(at).map(([id, fact]) => [TODAY, document(id, fact)] as const);
      const right = truth(documented(facts));
      const retracted = tellAll(newEpisode(), [...before, [TODAY, document('wrong', wrong)], ...after, [TODAY, { type: 'RetractFact', factId: 'wrong', reason: 'of another patient' }]]).patient;
      expect(truth(retracted)).toEqual(right);
      const [id, fact] = facts[whom % facts.length] as readonly [string, Fact];
      const misread = facts.map((entry) => [TODAY, document(entry[0], entry[0] === id ? wrong : entry[1])] as const);
      const corrected = tellAll(newEpisode(), [...misread, [TODAY, { type: 'CorrectFact', factId: id, fact, replaces: 1, reason: 'misread' }]]).patient;
      expect(truth(corrected)).toEqual(right);
    }), RUNS);
  });
});

describe('the log', () => {
  it('replayed from its stored form is the live state, at every length', () => {
    fc.assert(fc.property(lives, (life) => {
      const { patient, events } = live(life);
      const stored = JSON.parse(JSON.stringify(events)) as PatientEvent[];
      expect(fold(evolvePatient, EMPTY_PATIENT, stored)).toEqual(patient);
    }), RUNS);
  });

  it('moves an episode step by step to where a replay of its whole record puts it', () => {
    fc.assert(fc.property(lives, (life) => {
      live(life, (_before, { patient }) => {
        for (const episode of patient.episodes) expect(placeEpisode(patient, episode)).toEqual(episode);
      });
    }), RUNS);
  });
});

describe('an approval', () => {
  it('is discarded by no fact, coverage, plan or assessment', () => {
    let seen = 0;
    fc.assert(fc.property(lives, (life) => {
      live(life, (before, { patient, events }) => {
        if (events.some(({ type }) => type === 'AuthorizationWithdrawn' || type === 'AuthorizationExpired' || type === 'DeterminationRecorded')) return;
        for (const approval of before.authorizations.filter(isApproved)) {
          seen++;
          expect(patient.authorizations.find(({ id }) => id === approval.id)?.position).toBe(approval.position);
        }
      });
    }), RUNS);
    expect(seen).toBeGreaterThan(0);
  });

  it('is never asked for without a request that the log shows', () => {
    fc.assert(fc.property(lives, (life) => {
      const { events } = live(life);
      events.forEach((event, index) => {
        if (event.type !== 'AuthorizationSubmitted') return;
        expect(events.slice(0, index).some((earlier) => earlier.type === 'AuthorizationRequested' && earlier.authorizationId === event.authorizationId)).toBe(true);
      });
    }), RUNS);
  });
});

describe('a schedule', () => {
  it('rests on an approval that holds its day, is awaited until its procedure is documented, and is at most one a step', () => {
    let seen = 0;
    fc.assert(fc.property(lives, (life) => {
      live(life, (before, { patient, events }) => {
        for (const event of events) {
          if (event.type !== 'ProcedureScheduled' && event.type !== 'ProcedureRescheduled') continue;
          seen++;
          const approval = before.authorizations.find(({ id }) => id === event.authorizationId);
          const { validTo, decidedOn } = approval?.determinations.at(-1) ?? {};
          expect([approval !== undefined && isApproved(approval), event.on >= (decidedOn ?? '') && (approval?.position === 'not-required' || event.on <= (validTo ?? ''))]).toEqual([true, true]);
        }
        for (const episode of patient.episodes) {
          const steps = (episode.scheduled ?? []).map(({ step }) => step);
          expect(new Set(steps).size).toBe(steps.length);
        }
      });
    }), RUNS);
    expect(seen).toBeGreaterThan(0);
  });
});

describe('the daily run', () => {
  it('changes no answer, whichever days it ran', () => {
    fc.assert(fc.property(lives, fc.integer({ min: 0, max: 45 }), fc.integer({ min: 0, max: 45 }), (life, days, earlier) => {
      const { patient } = live(life);
      const day = plusDays(TODAY, Math.max(days, earlier));
      const ran = tell(tell(patient, plusDays(TODAY, Math.min(days, earlier)), { type: 'ReassessPatient' }).patient, day, { type: 'ReassessPatient' }).patient;
      expect(answers(ran, day)).toEqual(answers(patient, day));
    }), RUNS);
  });

  it('says nothing new the second time', () => {
    fc.assert(fc.property(lives, fc.integer({ min: 0, max: 45 }), (life, days) => {
      const day = plusDays(TODAY, days);
      const once = tell(live(life).patient, day, { type: 'ReassessPatient' }).patient;
      expect(tell(once, day, { type: 'ReassessPatient' }).events).toEqual([]);
    }), RUNS);
  });
});
