/** The scores around one procedure as a drawing: the series of the record, its baseline, and the relief that the policy asks for. */
import type { ReliefTable } from '../../../machines/packet';
import { PAGE, WIDTH, type Sheet } from './sheet';
import { INK } from './typesetting';

const HEIGHT = 110;
const LEFT = 34;
const BELOW = 16;
const LOWEST_TOP_SCORE = 10;
const DASHED = { space: 3 };
const MARKS: Readonly<Record<string, 'dot' | 'ring'>> = { left: 'ring' };

/** Nothing where there are fewer than two scores to draw. */
export function reliefChart(sheet: Sheet, { baseline, observations, unit, percentMin, title }: ReliefTable): void {
  if (observations.length === 0 || (baseline === undefined && observations.length === 1)) return;
  const last = Math.max(...observations.map(({ at }) => at), 1);
  const highest = Math.max(LOWEST_TOP_SCORE, baseline ?? 0, ...observations.map(({ score }) => score));
  sheet.ensure(HEIGHT + BELOW + 12);
  const top = sheet.y + 4;
  const x = (at: number): number => PAGE.left + LEFT + (at / last) * (WIDTH - LEFT - 20);
  const y = (score: number): number => top + HEIGHT - (score / highest) * HEIGHT;
  const alt = `Pain scores of ${title}: ${[...(baseline === undefined ? [] : [`${baseline} before`]), ...observations.map(({ when, score, side }) => `${score} at ${when}${side === undefined ? '' : ` (${side})`}`)].join(', ')}.`;
  const figure = sheet.element('Figure', undefined, alt);
  sheet.tagged(figure, 'Figure', () => {
    const { doc } = sheet;
    for (const score of [0, highest / 2, highest]) {
      doc.moveTo(x(0), y(score)).lineTo(x(last), y(score)).lineWidth(0.3).strokeColor(INK.line).stroke();
      sheet.lines([String(score)], PAGE.left + 12, y(score) - 5, { size: 7, color: INK.quiet });
    }
    if (baseline !== undefined) {
      level(sheet, x, y(baseline), last, `before: ${baseline}`);
      if (percentMin !== undefined) level(sheet, x, y(baseline * (1 - percentMin / 100)), last, `${percentMin} % relief`);
    }
    for (const side of new Set(observations.map((one) => one.side))) {
      const series = observations.filter((one) => one.side === side);
      series.forEach(({ at, score }, index) => (index === 0 ? doc.moveTo(x(at), y(score)) : doc.lineTo(x(at), y(score))));
      doc.lineWidth(1).strokeColor(INK.text).stroke();
      for (const { at, score } of series) {
        doc.circle(x(at), y(score), 2.2).lineWidth(1);
        if (MARKS[side ?? ''] === 'ring') doc.fillAndStroke('#ffffff', INK.text);
        else doc.fill(INK.text);
      }
    }
    for (const { at, when } of spread(observations)) sheet.lines([when], Math.min(x(at) - 8, PAGE.right - 50), top + HEIGHT + 4, { size: 7, color: INK.quiet });
  });
  figure.end();
  sheet.y = top + HEIGHT + BELOW;
  const sides = new Set(observations.map(({ side }) => side));
  sheet.paragraph(`Score by time after the ${unit === 'minutes' ? 'block' : 'start'}${sides.size > 1 ? '; rings: left, dots: right' : ''}.`, { size: 7, color: INK.quiet });
}

function level(sheet: Sheet, x: (at: number) => number, y: number, last: number, label: string): void {
  sheet.doc.moveTo(x(0), y).lineTo(x(last), y).lineWidth(0.7).dash(3, DASHED).strokeColor(INK.alarm).stroke().undash();
  sheet.lines([label], x(last) - 62, y - 9, { size: 7, color: INK.alarm });
}

const LABELS_MAX = 7;

/** Labels that do not run into each other: the first, the last, and some between. */
function spread<T>(observations: readonly T[]): readonly T[] {
  const step = Math.ceil(observations.length / LABELS_MAX);
  return observations.filter((_, index) => index % step === 0);
}
