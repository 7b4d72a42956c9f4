/** Random histories of epidurals, biased to the figures of a policy: days just before, on and after what it counts from. */
import fc from 'fast-check';
import { isRejection } from '../../machines/kernel/rejection';
import { addMonths, toDay, toPlainDate } from '../../machines/kernel/calendar';
import type { Fact } from '../../machines/evidence/fact';
import { parseFact } from '../../machines/evidence/parse-fact';
import { Draw } from '../second-evaluator/draw';
import type { Content } from '../second-evaluator/record';
import { thresholdsOf } from '../second-evaluator/thresholds';
import type { Asked } from './day-by-day';

const STRIP = 30;
const FACTS_MAX = 12;
const SERVICE = ['2026-11-23', '2028-02-29', '2027-03-01', '2026-12-31', '2027-08-31'];
const TYPES = ['epidural', 'epidural', 'epidural', 'epidural', 'imaging', 'imaging', 'pain-history', 'indication', 'conservative-care', 'score', 'exclusion-review'];

export interface EpiduralHistory { readonly question: Asked; readonly facts: readonly Fact[] }

export function randomEpidural(content: unknown): fc.Arbitrary<EpiduralHistory> {
  const { months, days } = thresholdsOf(content as Content, 'esi');
  const imagingMonths = withinMonths(content);
  const strip = fc.array(fc.nat(0xffff), { minLength: STRIP, maxLength: STRIP });
  return fc.tuple(strip, fc.array(strip, { maxLength: FACTS_MAX, size: 'max' })).map(([asked, drawn]) => {
    const question = new Draw(asked);
    const dateOfService = question.pick(SERVICE);
    const service = toDay(dateOfService);
    const side = question.pick(['right', 'left']);
    const region = question.pick(['lumbosacral', 'lumbosacral', 'cervical-thoracic']);
    const level = region === 'lumbosacral' ? 'L4-L5' : 'C5-C6';
    const placed = [service];
    const near = (draw: Draw): string => {
      const from = draw.chance(50) ? draw.pick(placed) : service;
      const jitter = draw.pick([0, 1, -1, 0]);
      const shape = draw.below(4);
      if (shape === 0) return toPlainDate(addMonths(from, -draw.pick([...months, ...imagingMonths])) + jitter);
      return toPlainDate(shape === 1 ? from - draw.pick(days) + jitter : service - draw.below(shape === 2 ? 60 : 700));
    };
    const facts = drawn.flatMap((one): readonly Fact[] => {
      const draw = new Draw(one);
      const type = draw.pick(TYPES);
      const occurredOn = near(draw);
      const fact = parseFact(JSON.parse(JSON.stringify({ type, occurredOn, ...ofType(type, draw, { side, region, level, near }) })));
      if (isRejection(fact)) return [];
      placed.push(Math.min(service, toDay(occurredOn)));
      return [fact];
    });
    const targets = question.chance(40) ? [] : [{ level, side }];
    return { question: { step: 'esi', dateOfService, region, targets, approach: question.pick(['transforaminal', 'interlaminar']), setting: question.maybe('24') }, facts };
  });
}

function ofType(type: string, draw: Draw, { side, region, level, near }: { readonly side: string; readonly region: string; readonly level: string; readonly near: (draw: Draw) => string }): object {
  switch (type) {
    case 'epidural': return {
      approach: draw.pick(['transforaminal', 'interlaminar', 'caudal']), region: draw.maybe(region), targets: draw.maybe([{ level, side }]),
      relief: draw.maybe({ scale: 'NRS', baseline: 8, observations: [{ minutes: 30, score: draw.pick([1, 4, 6]) }, { minutes: draw.pick([20160, 131040, 40320]), score: draw.pick([2, 4, 5]) }] }),
    };
    case 'imaging': return { modality: draw.pick(['MRI', 'CT', 'xray']), region, concordant: draw.maybe(draw.below(4) > 0) };
    case 'pain-history': return { region, sides: [side], onsetOn: draw.maybe(near(draw)), pattern: 'radicular' };
    case 'indication': return { code: draw.pick(['radiculopathy', 'radiculopathy', 'neurogenic-claudication', 'acute-herpes-zoster']), onsetOn: draw.maybe(near(draw)) };
    case 'conservative-care': return { modality: draw.pick(['physical-therapy', 'medication', 'surgery']), startedOn: near(draw), endedOn: draw.maybe(near(draw)), visits: draw.maybe(8), response: draw.pick(['failed', 'failed', 'successful']) };
    case 'score': return { instrument: draw.pick(['NRS', 'ODI']), value: draw.pick([6, 8, 3]), role: 'baseline' };
    default: return { radiculopathy: 'treated', otherCause: 'none' };
  }
}

function withinMonths(content: unknown): readonly number[] {
  return [...JSON.stringify(content).matchAll(/"withinMonths":(\d+)/g)].map(([, months]) => Number(months));
}
