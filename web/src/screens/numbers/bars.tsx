/** Lying bars, one a row, of one or more counts laid end to end. */
import { useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { Bar, BarChart, CartesianGrid, LabelList, Legend, Tooltip, XAxis, YAxis } from 'recharts';

export interface BarsProps {
  readonly rows: readonly { readonly name: string; readonly [count: string]: string | number }[];
  readonly counts: readonly { readonly key: string; readonly label: string; readonly color: 'good' | 'bad' | 'between' | 'quiet' }[];
}

const ROW_PX = 34;
const FRAME_PX = 64;
const LABEL_SHARE = 0.4;
const LABEL_PX_MAX = 220;
/** Steps of the theme that tell apart in light and in dark, and in grey. */
const COLORS = { good: ['teal', 8, 5], bad: ['red', 9, 7], between: ['yellow', 4, 3], quiet: ['gray', 5, 6] } as const;

export function Bars({ rows, counts }: BarsProps) {
  const { ref, width } = useElementSize();
  const theme = useMantineTheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const ink = isDark ? theme.colors.gray[4] : theme.colors.gray[8];
  const colorOf = (color: keyof typeof COLORS): string => theme.colors[COLORS[color][0]]?.[COLORS[color][isDark ? 2 : 1]] ?? 'gray';
  return (
    <div ref={ref}>
      {width > 0 && (
        <BarChart width={width} height={rows.length * ROW_PX + FRAME_PX} data={[...rows]} layout="vertical" margin={{ left: 0, right: 32, top: 4, bottom: 4 }} accessibilityLayer={false}>
          <CartesianGrid horizontal={false} stroke={isDark ? theme.colors.dark[4] : theme.colors.gray[3]} />
          <XAxis type="number" allowDecimals={false} tick={{ fill: ink, fontSize: 12 }} stroke={ink} />
          <YAxis type="category" dataKey="name" width={Math.min(LABEL_PX_MAX, width * LABEL_SHARE)} tick={{ fill: ink, fontSize: 12 }} stroke={ink} interval={0} />
          <Tooltip contentStyle={{ background: isDark ? theme.colors.dark[6] : '#fff', color: ink }} cursor={{ fill: 'transparent' }} />
          {counts.length > 1 && <Legend formatter={(name: string) => <span style={{ color: ink }}>{name}</span>} />}
          {counts.map(({ key, label, color }) => (
            <Bar key={key} dataKey={key} name={label} stackId="one" fill={colorOf(color)} isAnimationActive={false} maxBarSize={22}>
              {counts.length === 1 && <LabelList dataKey={key} position="right" fill={ink} fontSize={12} />}
            </Bar>
          ))}
        </BarChart>
      )}
    </div>
  );
}
