/** Time, then score: two kinds of taps, and the time goes on by itself. */
import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { TapChoices, WRAPS } from '../../parts/tap-choices';
import { TapRow } from '../../parts/tap-row';
import { minutesInWords, spaced } from '../../parts/words';
import { scoreAt, sidesOf, withScore, type BlockForm, type Observation } from './block-form';

/** Words of ours for what moves the joint that was blocked. */
const ACTIVITIES: readonly string[] = ['rising-from-chair', 'standing', 'walking', 'bending-back', 'turning', 'lying'];

interface ScoreEntryProps {
  readonly form: BlockForm;
  readonly times: readonly number[];
  /** Scores that are on record and stay as they are. */
  readonly recorded?: readonly Observation[];
  readonly onChange: (form: BlockForm) => void;
}

export function ScoreEntry({ form, times, recorded = [], onChange }: ScoreEntryProps) {
  const { minutes, observations, activity, baseline, hasAnalgesic } = form;
  const sides = sidesOf(form);
  const side = sides.length > 1 ? form.side : undefined;
  const here = scoreAt(observations, minutes, side);
  const { activity: _, ...withoutActivity } = form;
  const known = (time: number): Observation | undefined => scoreAt(recorded, time, side) ?? scoreAt(observations, time, side);
  return (
    <Paper withBorder p="md" component="section" aria-label="Scores after the block">
      <Stack gap="md">
        <Title order={2} size="h4">Pain after the block</Title>
        {sides.length > 1 && <TapChoices label="Side that is scored" value={form.side} onChange={(chosen) => onChange({ ...form, side: chosen, minutes: times.find((time) => scoreAt(observations, time, chosen) === undefined && time >= 30) ?? minutes })} choices={sides.map((each) => ({ value: each, label: spaced(each) }))} />}
        <TapChoices label="Time after the block" value={minutes} onChange={(chosen) => onChange({ ...form, minutes: chosen })}
          choices={times.map((time) => ({ value: time, label: <>{minutesInWords(time)}{known(time) !== undefined && <Text span fw={700} ml={6}>{known(time)?.score}</Text>}</>, isDisabled: scoreAt(recorded, time, side) !== undefined }))} />
        <TapRow label={`Score ${minutesInWords(minutes)} after${side === undefined ? '' : `, ${side}`}${activity === undefined ? '' : `, ${spaced(activity).toLowerCase()}`}`} scale={baseline?.scale ?? 'NRS'} value={here?.score} onTap={(score) => onChange(withScore(form, score, times, recorded))} />
        {here !== undefined && <Button variant="subtle" size="compact-sm" style={{ alignSelf: 'flex-start' }} onClick={() => onChange({ ...form, observations: observations.filter((one) => one !== here) })}>Take back the score at {minutesInWords(minutes)}</Button>}
        <TapChoices label="While" note="(for the next scores)" value={activity ?? ''} onChange={(chosen) => onChange(chosen === activity || chosen === '' ? withoutActivity : { ...form, activity: chosen })} choices={[{ value: '', label: 'At rest' }, ...ACTIVITIES.map((each) => ({ value: each, label: spaced(each) }))]} />
        <Button mih={44} h="auto" py={6} styles={WRAPS} variant={hasAnalgesic ? 'filled' : 'default'} aria-pressed={hasAnalgesic} style={{ alignSelf: 'flex-start' }} onClick={() => onChange({ ...form, hasAnalgesic: !hasAnalgesic })}>Took a pain pill before the next score</Button>
      </Stack>
    </Paper>
  );
}
