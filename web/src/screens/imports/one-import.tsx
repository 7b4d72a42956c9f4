/** One import: how far it is, what it would do or did, what was not taken, and what can be done about it. */
import { Alert, Anchor, Card, Group, List, Loader, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/session';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { instantInWords } from '../../parts/words';
import { ImportActs } from './import-acts';
import { useRun } from './queries';
import { Refusals } from './refusals';
import { StateBadge } from './state-badge';
import { countsInWords, isUnderWay, type Run } from './words';

export function OneImport({ importId }: { readonly importId: string }) {
  const run = useRun(importId);
  if (run.error !== null) return <ProblemNote problem={run.error} onAgain={() => void run.refetch()} />;
  if (run.data === undefined) return <Loading what="the import" />;
  const { source, state, createdBy, createdAt, counts } = run.data;
  return (
    <Card withBorder component="section" aria-labelledby="this-import">
      <Stack gap="sm">
        <Group justify="space-between" align="flex-start">
          <div><Title order={2} size="h4" id="this-import">From {source}</Title><Text size="sm" c="dimmed">{instantInWords(createdAt)}, by {createdBy}</Text></div>
          <StateBadge state={state} />
        </Group>
        {isUnderWay(run.data) ? <UnderWay run={run.data} /> : <Ended run={run.data} />}
        {!isUnderWay(run.data) && <ImportActs run={run.data} />}
        {!isUnderWay(run.data) && state !== 'discarded' && (counts['refusals'] ?? 0) > 0 && <Refusals importId={importId} state={state} />}
      </Stack>
    </Card>
  );
}

const DOING: Partial<Record<Run['state'], string>> = { reading: 'The file is being read', checking: 'Every patient is looked for, and every statement is checked against the record', recording: 'It is being recorded, patient by patient' };

/** How many there will be is not known before the file is read: what is done is told, and no per cent of it. */
function UnderWay({ run: { state, counts } }: { readonly run: Run }) {
  const done = counts['done'] ?? 0;
  return (
    <Group gap="sm" role="status" wrap="nowrap"><Loader size="sm" aria-hidden /><Text>{DOING[state]}{done === 0 ? '' : `: ${done} ${state === 'reading' ? 'statements' : 'patients'} so far`}. You can leave this screen; it goes on.</Text></Group>
  );
}

function Ended({ run: { state, counts } }: { readonly run: Run }) {
  const mayMatch = useMay('match-patients');
  const waiting = state === 'recorded' ? counts['patients-held'] ?? 0 : 0;
  return (
    <Stack gap="sm">
      <Text role="status">{ENDED[state]}</Text>
      {state !== 'unreadable' && state !== 'discarded' && (
        <List size="sm" listStyleType="none" aria-label="What is in the file">{countsInWords(counts).map(({ name, count, words }) => <List.Item key={name}><b className="tabular">{count}</b> {words}</List.Item>)}</List>
      )}
      {waiting > 0 && (
        <Alert color="yellow" title={waiting === 1 ? 'Somebody has to say who one patient is' : `Somebody has to say who ${waiting} patients are`}>
          <Text size="sm">What the file says of them waits with them. {mayMatch && <Anchor inherit underline="always" c="inherit" renderRoot={(props) => <Link to="/imports" search={{ tab: 'people' }} {...props} />}>Who are these?</Anchor>}</Text>
        </Alert>
      )}
    </Stack>
  );
}

const ENDED: Partial<Record<Run['state'], string>> = {
  checked: 'The file was checked. Nothing is stored yet.', refused: 'Something in the file was refused, so nothing is stored.', recorded: 'Recorded. Every fact names the source it came from.',
  unreadable: 'The file is not what the mapping says it is, and nothing is stored. Correct the file or the mapping, and check it again.', discarded: 'What was read of the file is deleted. Nothing of it was stored.',
};
