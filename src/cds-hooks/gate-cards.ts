/** order-select and order-sign: whether the documentation meets the policy for what is ordered, its day and its side. Pure. */
import type { Side, Target } from '../../machines/kernel/anatomy';
import type { PlainDate } from '../../machines/kernel/calendar';
import { isRejection } from '../../machines/kernel/rejection';
import { codesOn, type Code } from '../../machines/coding';
import { verdict } from '../../machines/criteria/narrate';
import type { Policy, Step } from '../../machines/criteria/types';
import { inWords, joinWords, STEP_WORDS, targetsInWords } from '../../machines/criteria/words';
import { dateOfServiceOf, meaningOf, standingOf, type EpisodeState, type PatientState } from '../../machines/patient';
import { mayIBook } from '../../machines/planner';
import { bookingView } from '../status';
import { PATHWAY_WORDS, verdictInShort, type Said } from './card';
import { gateOf, type Gate } from './gated-codes';
import type { Order } from './orders';
import { NOT_ASSESSED } from './status-cards';

export interface Given {
  readonly asOf: PlainDate;
  readonly policies: readonly Policy[];
}

/** One of what is asked: each once, however many codes say it. */
interface Asked {
  readonly episode: EpisodeState;
  readonly step: Step;
  readonly date: PlainDate;
  readonly targets: readonly Target[];
}

export function gateCards(patient: PatientState, orders: readonly Order[], given: Given): readonly Said[] {
  const asked = new Map<string, Asked>();
  const without = new Map<string, Said>();
  for (const { codes, date, sides } of orders) {
    for (const { code, of, gate } of gatesOf(codes, date ?? given.asOf, given.asOf)) {
      const episodes = episodesFor(patient, gate, of, sides);
      if (episodes.length === 0) without.set(gate.pathway, withoutEpisode(code, gate));
      for (const episode of episodes) {
        const one = askedOf(patient, episode, gate, { date, sides }, given);
        asked.set(JSON.stringify([episode.id, one.step, one.date, one.targets]), one);
      }
    }
  }
  return [...[...asked.values()].map((one) => said(patient, one, given)), ...without.values()];
}

interface Gated {
  readonly code: string;
  readonly of: Code;
  readonly gate: Gate;
}

function gatesOf(codes: readonly string[], date: PlainDate, asOf: PlainDate): readonly Gated[] {
  const onDate = codesOn(date);
  const file = isRejection(onDate) ? codesOn(asOf) : onDate;
  if (isRejection(file)) return [];
  return codes.flatMap((code) => {
    const of = Object.hasOwn(file.codes, code) ? file.codes[code] : undefined;
    const gate = gateOf(code, of);
    return of === undefined || gate === undefined ? [] : [{ code, of, gate }];
  });
}

/** Open ones of the code's pathway and region; where several are, and the order says a side, those that plan it. */
function episodesFor(patient: PatientState, { pathway }: Gate, { region }: Code, sides: readonly Side[]): readonly EpisodeState[] {
  const open = patient.episodes.filter((episode) => episode.closed === undefined && episode.pathway === pathway && (region === undefined || episode.region === region));
  const onSide = open.filter(({ plan: { targets } }) => targets.some(({ side }) => sides.includes(side)));
  return onSide.length > 0 ? onSide : open;
}

function askedOf(patient: PatientState, episode: EpisodeState, { steps }: Gate, { date, sides }: Pick<Order, 'date' | 'sides'>, given: Given): Asked {
  const position = standingOf({ ...patient, episodes: [episode] }, given)[0]?.position ?? '';
  const { ahead, possible } = meaningOf(episode.pathway, position);
  const step = steps.find((one) => ahead.includes(one)) ?? steps.find((one) => possible.includes(one)) ?? steps[0] as Step;
  return { episode, step, date: date ?? dateOfServiceOf(patient, episode, step, given.asOf), targets: targetsOn(episode.plan.targets, sides) };
}

/** The planned levels on the ordered side, also where another side was planned: it is the order that is asked about. */
function targetsOn(planned: readonly Target[], sides: readonly Side[]): readonly Target[] {
  if (sides.length === 0) return planned;
  return [...new Set(planned.map(({ level }) => level))].flatMap((level) => sides.map((side) => ({ level, side })));
}

function said(patient: PatientState, { episode, step, date, targets }: Asked, given: Given): Said {
  const booking = mayIBook(patient, episode, { step, date, ...(targets.length > 0 && { targets }) }, given);
  const { why, findings = [] } = bookingView(booking, true);
  const { assessment, firstAllowedOn, answer } = booking;
  const sides = [...new Set(targets.map(({ side }) => side))];
  const head = `${STEP_WORDS[step]}, ${inWords(episode.region)}${sides.length === 0 ? '' : ` ${joinWords(sides, 'and')}`}, ${date}`;
  return {
    summary: `${head}: ${'error' in assessment ? 'not assessed' : verdictInShort(assessment)}`, indicator: answer === 'yes' ? 'info' : 'warning',
    sentences: [
      `${head}${targets.length === 0 ? '' : ` (${targetsInWords(targets)})`}: ${'error' in assessment ? NOT_ASSESSED : verdict(assessment)}`,
      ...why.filter(({ code }) => !SAID_BY_VERDICT.includes(code)).map(({ text }) => text),
      firstAllowedOn === null ? 'A first day on which the documentation and the payer allow it cannot be foreseen.' : `First day on which the documentation and the payer allow it: ${firstAllowedOn}.`,
    ],
    points: [...new Set(findings.map(({ text }) => text))],
  };
}

const SAID_BY_VERDICT: readonly string[] = ['not-assessed', 'documentation-does-not-meet', 'documentation-cannot-tell', 'documentation-review'];

function withoutEpisode(code: string, { pathway }: Gate): Said {
  return {
    summary: `${PATHWAY_WORDS[pathway]}: no pathway is open for ${code}, so the documentation was not assessed`, indicator: 'info',
    sentences: ['The order belongs to a pathway that is not open for this patient and region. Open it to see what the payer\'s policy asks.'], points: [],
  };
}
