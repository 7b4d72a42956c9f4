/** What a change of policy would do to the practice's own patients. Nothing is recorded; it can be stopped at any time. */
import { Button, Group, NativeSelect, Progress, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { readLines } from '../../parts/read-lines';
import { Screen } from '../../parts/screen';
import { useRun } from '../../parts/use-run';
import { usePolicies } from './policies-screen';
import { Comparison, type ComparedEpisode, type ComparisonSummary } from './comparison';
import { nameOf, refOf } from './words';

type Line = { readonly progress?: { readonly done: number; readonly patients: number }; readonly episode?: ComparedEpisode; readonly summary?: ComparisonSummary };

export function WhatIfScreen() {
  const search = useSearch({ from: '/what-if' });
  const navigate = useNavigate();
  const list = usePolicies();
  const [draft, setDraft] = useState('');
  const [said, setSaid] = useState<string>();
  const [progress, setProgress] = useState({ done: 0, patients: 0 });
  const [episodes, setEpisodes] = useState<readonly ComparedEpisode[]>([]);
  const [summary, setSummary] = useState<ComparisonSummary>();
  const { state, error, start, stop } = useRun();
  if (list.isPending) return <Loading what="the policies" />;
  if (list.error !== null) return <ProblemNote problem={list.error} onAgain={() => void list.refetch()} />;
  const { from = '', to = '', by = 'policies', day = '' } = search;
  const put = (change: Readonly<Record<string, string>>): void => void navigate({ to: '/what-if', search: { ...search, ...change }, replace: true });
  const choices = [{ value: '', label: 'Choose ...' }, ...list.data.data.items.filter(({ title }) => title !== undefined).map((policy) => ({ value: refOf(policy), label: `${nameOf(policy)} (${refOf(policy)})` }))];

  const compare = (): void => {
    const asked = bodyOf(by === 'draft' ? { draft } : { from, to });
    setSaid(typeof asked === 'string' ? asked : undefined);
    if (typeof asked === 'string') return;
    setProgress({ done: 0, patients: 0 });
    setEpisodes([]);
    setSummary(undefined);
    void start(async (signal) => {
      let found: ComparedEpisode[] = [];
      let isWhole = false;
      await readLines<Line>('/v1/policies/what-if', { method: 'POST', signal, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...asked, ...(day !== '' && { asOf: day }) } satisfies Schemas['ComparePoliciesDto']) }, (line) => {
        if (line.progress !== undefined) setProgress(line.progress);
        if (line.episode !== undefined) setEpisodes((found = [...found, line.episode]));
        if (line.summary !== undefined) { isWhole = true; setSummary(line.summary); }
      });
      if (!isWhole && !signal.aborted) throw new Error('The answer ended before it was whole. Compare again.');
    });
  };
  const percent = progress.patients === 0 ? 0 : Math.round((100 * progress.done) / progress.patients);
  return (
    <Screen title="What would a change do?" about="Every open episode of the practice, once by the one policy and once by the other. Nothing is recorded." maxWidth="64rem">
      <form onSubmit={(event) => { event.preventDefault(); compare(); }}>
        <Stack gap="sm">
          <SegmentedControl aria-label="What is compared" value={by} onChange={(next) => put({ by: next })} data={[{ value: 'policies', label: 'Two policies' }, { value: 'draft', label: 'A draft file' }]} style={{ alignSelf: 'flex-start' }} />
          {by === 'policies' ? (
            <>
              <NativeSelect label="From" required value={from} onChange={(event) => put({ from: event.currentTarget.value })} data={choices} />
              <NativeSelect label="To" required value={to} onChange={(event) => put({ to: event.currentTarget.value })} data={choices} />
            </>
          ) : <Textarea label="The draft" description="The whole policy file as JSON. It is compared with what decides today, and kept nowhere." required autosize minRows={6} maxRows={20} ff="monospace" spellCheck={false} value={draft} onChange={(event) => setDraft(event.currentTarget.value)} />}
          <TextInput type="date" label="As of" description="Today when left out" maw="16rem" value={day} onChange={(event) => put({ day: event.currentTarget.value })} />
          <Group>
            <Button type="submit" disabled={state === 'running'}>Compare</Button>
            {state === 'running' && <Button variant="default" onClick={stop}>Stop</Button>}
          </Group>
        </Stack>
      </form>
      {said !== undefined && <ProblemNote problem={new Error(said)} title="Not compared" />}
      {state === 'running' && <Progress.Root size="xl"><Progress.Section value={percent} aria-label={`${progress.done} of ${progress.patients} patients compared`}><Progress.Label>{percent} %</Progress.Label></Progress.Section></Progress.Root>}
      <Text role="status">{{ idle: '', running: `${progress.done} of ${progress.patients} patients compared`, stopped: 'Stopped. What is shown is not the whole practice.', failed: '', done: 'Compared.' }[state]}</Text>
      {state === 'failed' && <ProblemNote problem={error} title="Not compared" onAgain={compare} />}
      {state !== 'idle' && state !== 'failed' && <Comparison episodes={episodes} summary={summary} isRunning={state === 'running'} />}
    </Screen>
  );
}

/** What is sent, or what is missing. */
function bodyOf(typed: { readonly from: string; readonly to: string } | { readonly draft: string }): Schemas['ComparePoliciesDto'] | string {
  if ('from' in typed) return typed.from === '' || typed.to === '' ? 'Choose the policy to compare from, and the one to compare with.' : typed;
  try {
    return { draft: JSON.parse(typed.draft) as Record<string, never> };
  } catch (error) {
    return `The draft is no JSON yet: ${error instanceof Error ? error.message : String(error)}`;
  }
}
