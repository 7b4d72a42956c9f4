/** Pain by day; the same stands in the table below. */
import { useComputedColorScheme } from '@mantine/core';
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { DayRow } from './trial-days';

const HEIGHT_PIXELS = 220;

export default function TrialPlot({ rows, baseline, scale }: { readonly rows: readonly DayRow[]; readonly baseline: number | undefined; readonly scale: string }) {
  const isDark = useComputedColorScheme('light') === 'dark';
  const ink = isDark ? { line: '#7cc7e0', text: '#d5d9dd', grid: '#4a4f55' } : { line: '#0b6e8f', text: '#33383d', grid: '#d5d9dd' };
  const data = rows.filter(({ flaw }) => flaw !== 'outside').map(({ day, entries }) => ({ day, score: entries.find(({ score }) => score !== undefined)?.score }));
  const highest = Math.max(10, baseline ?? 0, ...data.map(({ score = 0 }) => score));
  return (
    <ResponsiveContainer width="100%" height={HEIGHT_PIXELS}>
      <LineChart data={data} margin={{ top: 20, right: 16, bottom: 20, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid stroke={ink.grid} strokeDasharray="2 4" />
        <XAxis dataKey="day" type="number" domain={[0, Math.max(1, ...data.map(({ day }) => day))]} allowDecimals={false} stroke={ink.text} tick={{ fill: ink.text, fontSize: 12 }} label={{ value: 'day of the trial', position: 'insideBottom', offset: -12, fill: ink.text, fontSize: 12 }} />
        <YAxis domain={[0, highest]} width={40} stroke={ink.text} tick={{ fill: ink.text, fontSize: 12 }} label={{ value: scale, angle: -90, position: 'insideLeft', offset: 14, fill: ink.text, fontSize: 12 }} />
        {baseline !== undefined && <ReferenceLine y={baseline} stroke={ink.text} strokeDasharray="8 3" label={{ value: `before the trial ${baseline}`, position: 'insideTopRight', fill: ink.text, fontSize: 12 }} />}
        {/* A day without a score is a gap: nothing is drawn through it. */}
        <Line dataKey="score" stroke={ink.line} strokeWidth={2} dot={{ r: 5, fill: ink.line }} isAnimationActive={false} connectNulls={false} label={{ position: 'top', fill: ink.text, fontSize: 12 }} />
      </LineChart>
    </ResponsiveContainer>
  );
}
