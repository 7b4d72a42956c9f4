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
  readonly firstBreak?: { readonly kind: string; readonly object: string; readonly version: number } | null;
  readonly audit: { readonly rows: number };
  readonly anchors?: { readonly count: number; readonly lastAt: string } | null;
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
      <Text>Every event, and every row of the audit, carries the hash of the one before it. Here all of them are computed anew and compared with what was said of them outside the database, so that what was changed or taken out after it was recorded is found.</Text>
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

function Answer({ verified: { result, events, streams, firstBreak, audit, anchors } }: { readonly verified: Verified }) {
  if (result === 'intact') return <Alert color="green" title="The log is what was recorded" role="status">{events} events of {streams} logs and {audit.rows} rows of the audit were verified; none is missing or changed. {anchors ? `${anchors.count} anchors outside the database say the same.` : 'There are no anchors outside the database yet: an end that was cut off would not show.'}</Alert>;
  return (
    <Alert color="red" title="The log is not what was recorded" role="alert">
      <Text>{firstBreak ? breakInWords(firstBreak) : ''}</Text>
      <List size="sm" mt="xs"><List.Item>Keep the database as it is, and keep a copy of it.</List.Item><List.Item>Compare with the last backup: the events before this place are good.</List.Item><List.Item>Ask who had access to the database itself: no role of Pathgate can do this.</List.Item></List>
    </Alert>
  );
}

function breakInWords({ kind, object, version }: NonNullable<Verified['firstBreak']>): string {
  const place = object === 'audit' ? `the audit, row ${version}` : `${object}, event ${version}`;
  switch (kind) {
    case 'cut-off': return `It ends too early: ${place} and what followed are known elsewhere and are not there.`;
    case 'rewritten': return `It is whole in itself, and another than when it was anchored: ${place}.`;
    case 'vanished': return `A log that was anchored is gone (${object}).`;
    case 'anchors': return `The anchors themselves are not what was written, from number ${version} on.`;
    default: return `The first place that differs: ${place}. It is missing, or not what was recorded.`;
  }
}
