/** The drawing itself, apart so that the library is loaded only where something is drawn. */
import { useComputedColorScheme } from '@mantine/core';
import { CartesianGrid, Line, LineChart, ReferenceArea, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { ReliefChartProps, ReliefPoint } from './relief-chart';
import { minutesInWords } from './words';

const LINES = [{ dash: '0', shape: 'circle' }, { dash: '6 4', shape: 'square' }, { dash: '2 3', shape: 'circle' }] as const;
const TICKS_MAX = 7;

export default function ReliefPlot({ series, baseline, thresholdScore, thresholdPercent, agentWindowMinutes, agentWindowFromMinutes = 0, scale = 'Score', heightPixels }: ReliefChartProps) {
  const isDark = useComputedColorScheme('light') === 'dark';
  const ink = isDark ? { line: '#7cc7e0', text: '#d5d9dd', grid: '#4a4f55', window: '#1f4a5a', threshold: '#ffc078', baseline: '#d5d9dd' } : { line: '#0b6e8f', text: '#33383d', grid: '#d5d9dd', window: '#dceff5', threshold: '#a34700', baseline: '#33383d' };
  const sides = [...new Set(series.map(({ side }) => side))];
  const lastMinute = Math.max(60, agentWindowMinutes ?? 0, ...series.map(({ minutes }) => minutes));
  const highest = Math.max(10, baseline ?? 0, ...series.map(({ score }) => score));
  const rows = series.map((point) => ({ minutes: point.minutes, [nameOf(point.side)]: point.score }));
  return (
    <ResponsiveContainer width="100%" height={heightPixels ?? 280}>
      <LineChart data={rows} margin={{ top: 20, right: 16, bottom: 20, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke={ink.grid} strokeDasharray="2 4" />
        {agentWindowMinutes !== undefined && <ReferenceArea x1={agentWindowFromMinutes} x2={agentWindowMinutes} y1={0} y2={highest} fill={ink.window} fillOpacity={0.7} label={{ value: 'agent window', position: 'insideTop', fill: ink.text, fontSize: 12 }} />}
        <XAxis dataKey="minutes" type="number" domain={[0, lastMinute]} ticks={ticksTo(lastMinute)} tickFormatter={minutesInWords} stroke={ink.text} tick={{ fill: ink.text, fontSize: 12 }} label={{ value: 'after the block', position: 'insideBottom', offset: -12, fill: ink.text, fontSize: 12 }} />
        <YAxis domain={[0, highest]} ticks={scoresTo(highest)} width={40} stroke={ink.text} tick={{ fill: ink.text, fontSize: 12 }} label={{ value: scale, angle: -90, position: 'insideLeft', offset: 14, fill: ink.text, fontSize: 12 }} />
        {baseline !== undefined && <ReferenceLine y={baseline} stroke={ink.baseline} strokeWidth={1.5} strokeDasharray="8 3" label={{ value: `baseline ${baseline}`, position: 'insideBottomLeft', fill: ink.text, fontSize: 12 }} />}
        {thresholdScore !== undefined && <ReferenceLine y={thresholdScore} stroke={ink.threshold} strokeWidth={1.5} strokeDasharray="3 3" label={{ value: `threshold ${rounded(thresholdScore)}${thresholdPercent === undefined ? '' : ` (${thresholdPercent} %)`}`, position: 'insideTopRight', fill: ink.threshold, fontSize: 12 }} />}
        {sides.map((side, index) => {
          const { dash, shape } = LINES[index % LINES.length] ?? LINES[0];
          return <Line key={nameOf(side)} dataKey={nameOf(side)} name={nameOf(side)} stroke={ink.line} strokeWidth={2} strokeDasharray={dash} connectNulls isAnimationActive={false} dot={(props: { readonly cx?: number; readonly cy?: number; readonly value?: number; readonly index?: number }) => <Mark key={props.index} {...props} shape={shape} color={ink.line} isAfterAnalgesic={series[props.index ?? 0]?.afterAnalgesic === true} />} label={sides.length > 1 ? undefined : { position: 'top', offset: 10, fill: ink.text, fontSize: 12 }} />;
        })}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** Sides differ by shape; a score after an analgesic is hollow. */
function Mark({ cx, cy, value, shape, color, isAfterAnalgesic }: { readonly cx?: number; readonly cy?: number; readonly value?: number; readonly shape: 'circle' | 'square'; readonly color: string; readonly isAfterAnalgesic: boolean }) {
  if (cx === undefined || cy === undefined || value === undefined || value === null) return null;
  const look = { stroke: color, strokeWidth: 2, fill: isAfterAnalgesic ? 'var(--mantine-color-body)' : color };
  return shape === 'circle' ? <circle cx={cx} cy={cy} r={5} {...look} /> : <rect x={cx - 5} y={cy - 5} width={10} height={10} {...look} />;
}

function nameOf(side: ReliefPoint['side']): string {
  return side ?? 'score';
}

function rounded(score: number): number {
  return Math.round(score * 100) / 100;
}

/** Whole hours, few enough to be read. */
function ticksTo(lastMinute: number): number[] {
  const hours = Math.ceil(lastMinute / 60);
  const every = Math.max(1, Math.ceil(hours / (TICKS_MAX - 1)));
  return Array.from({ length: Math.floor(lastMinute / 60 / every) + 1 }, (_, index) => index * every * 60);
}

/** 0, 2, 4 ... of a scale to ten; fewer of a longer one. */
function scoresTo(highest: number): number[] {
  const every = highest / 5;
  return [0, 1, 2, 3, 4, 5].map((index) => Math.round(index * every * 10) / 10);
}
