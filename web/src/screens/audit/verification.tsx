/** Every hash of the practice's events computed anew, with how far it is, and its answer in words. */
import { Alert, Button, Group, List, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../parts/problem-note';
import { readLines } from '../../parts/read-lines';
import { useRun } from '../../parts/use-run';

interface Verified {
  readonly result: 'intact' | 'broken';
  readonly events: number;
  readonly streams: number;
  readonly firstBreak?: { readonly kind: 'changed' | 'cut-off'; readonly object: string; readonly version: number } | null;
}
type Line = { readonly progress?: { readonly events: number; readonly streams: number; readonly of: number }; readonly verification?: Verified };

export function Verification() {
  const [progress, setProgress] = useState({ events: 0, streams: 0, of: 0 });
  const [verified, setVerified] = useState<Verified>();
  const { state, error, start, stop } = useRun();
  const verify = (): void => {
    setVerified(undefined);
    setProgress({ events: 0, streams: 0, of: 0 });
    void start(async (signal) => {
      let isWhole = false;
      await readLines<Line>('/v1/audit/verification', { signal }, (line) => {
        if (line.progress !== undefined) setProgress(line.progress);
        if (line.verification !== undefined) { isWhole = true; setVerified(line.verification); }
      });
      if (!isWhole && !signal.aborted) throw new Error('The answer ended before it was whole. Verify again.');
    });
  };
  const percent = progress.of === 0 ? 0 : Math.round((100 * progress.streams) / progress.of);
  return (
    <Stack maw="48rem">
      <Text>Every event carries the hash of the one before it. Here all of them are computed anew, so that an event that was changed or taken out after it was recorded is found.</Text>
      <Group>
        <Button onClick={verify} disabled={state === 'running'}>Verify the log</Button>
        {state === 'running' && <Button variant="default" onClick={stop}>Stop</Button>}
      </Group>
      {state === 'running' && <Progress.Root size="xl"><Progress.Section value={percent} aria-label={`${progress.streams} of ${progress.of} logs verified`}><Progress.Label>{percent} %</Progress.Label></Progress.Section></Progress.Root>}
      <Text role="status">{state === 'running' ? `${progress.streams} of ${progress.of} logs, ${progress.events} events verified` : state === 'stopped' ? 'Stopped before the end: nothing is known of the rest.' : ''}</Text>
      {state === 'failed' && <ProblemNote problem={error} title="Not verified" onAgain={verify} />}
      {verified !== undefined && <Answer verified={verified} />}
    </Stack>
  );
}

function Answer({ verified: { result, events, streams, firstBreak } }: { readonly verified: Verified }) {
  if (result === 'intact') return <Alert color="green" title="The log is what was recorded" role="status">{events} events of {streams} logs were verified; none is missing or changed.</Alert>;
  return (
    <Alert color="red" title="The log is not what was recorded" role="alert">
      <Text>{firstBreak?.kind === 'cut-off' ? `Later events of ${firstBreak.object} are on the list of patients, and the log ends before version ${firstBreak.version}.` : `The first place that differs: ${firstBreak?.object ?? 'unknown'}, event ${firstBreak?.version ?? ''}. It is missing, or not what was recorded.`}</Text>
      <List size="sm" mt="xs"><List.Item>Keep the database as it is, and keep a copy of it.</List.Item><List.Item>Compare with the last backup: the events before this place are good.</List.Item><List.Item>Ask who had access to the database itself: no role of Pathgate can do this.</List.Item></List>
    </Alert>
  );
}
