/** Many claims from a file, one a line: answered as they are read, with what is done so far, and a table of what stands against them. */
import { Alert, Button, FileInput, Group, Progress, SegmentedControl, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { ProblemNote } from '../../parts/problem-note';
import { useRun, type RunState } from '../../parts/use-run';
import { WideTable } from '../../parts/wide-table';
import { dateInWords, datesInWords } from '../../parts/words';
import { checkMany, type Answered } from './check-many';
import { ClaimResultBadge, Findings } from './claim-result';

const SHOWN_AT_FIRST = 100;

export function ManyClaims() {
  const [file, setFile] = useState<File | null>(null);
  const [rows, setRows] = useState<readonly Answered[]>([]);
  const [total, setTotal] = useState(0);
  const [lacks, setLacks] = useState('');
  const { state, error, start, stop } = useRun();

  const check = async (): Promise<void> => {
    setLacks(file === null ? 'Choose a file first.' : '');
    if (file === null) return;
    const text = await file.text();
    setRows([]);
    setTotal(text.split('\n').filter((line) => line.trim() !== '').length);
    await start((signal) => checkMany(text, signal, setRows));
  };

  return (
    <Stack>
      <Group align="flex-end" gap="sm">
        <FileInput label="File of claims" description="JSON lines: one claim a line, at most 10,000" placeholder="Choose a file" value={file} onChange={setFile} error={lacks === '' ? undefined : lacks} accept=".jsonl,.ndjson,.json,application/x-ndjson" w={{ base: '100%', xs: '22rem' }} clearable clearButtonProps={{ 'aria-label': 'Take the file out' }} />
        {state === 'running' ? <Button variant="default" onClick={stop}>Stop</Button> : <Button onClick={() => void check()}>Check them all</Button>}
      </Group>
      {state === 'failed' && <ProblemNote problem={error} title="Not checked" onAgain={() => void check()} />}
      {total > 0 && (
        <div>
          <Progress.Root><Progress.Section value={(rows.length / total) * 100} aria-label="Claims checked" /></Progress.Root>
          <Text size="sm" role="status" mt={4} className="tabular">{rows.length} of {total} checked{ENDED[state]}</Text>
        </div>
      )}
      {state === 'stopped' && <Alert color="orange">Stopped: the claims that follow were not checked.</Alert>}
      {rows.length > 0 && <Results rows={rows} />}
    </Stack>
  );
}

const ENDED: Readonly<Record<RunState, string>> = { idle: '', running: ' ...', done: ': that is all of them.', stopped: ', then stopped.', failed: ', then it failed.' };

function Results({ rows }: { readonly rows: readonly Answered[] }) {
  const [wanted, setWanted] = useState('open');
  const [limit, setLimit] = useState(SHOWN_AT_FIRST);
  const [opened, setOpened] = useState<number>();
  const count = (result: string): number => rows.filter((one) => one.result === result).length;
  const chosen = rows.filter(({ result }) => (wanted === 'all' ? true : wanted === 'open' ? result !== 'pass' : result === wanted));
  const open = chosen.find(({ line }) => line === opened);
  return (
    <Stack gap="sm">
      <SegmentedControl aria-label="Which are shown" value={wanted} onChange={(value) => { setWanted(value); setLimit(SHOWN_AT_FIRST); }} data={[{ value: 'open', label: `Not passing (${rows.length - count('pass')})` }, { value: 'block', label: `Block (${count('block')})` }, { value: 'warn', label: `Warn (${count('warn')})` }, { value: 'pass', label: `Pass (${count('pass')})` }, { value: 'all', label: `All (${rows.length})` }]} className="results-filter" />
      {chosen.length === 0 ? <Text>None.</Text> : (
        <WideTable label="Claims and their results" caption="Claims in the order of the file" columns={['Line', 'Result', 'Date of service', 'First of what stands against it', 'Details']} verticalSpacing={6} miw="36rem">
          {chosen.slice(0, limit).map(({ line, result, dateOfService, findings, problem }) => (
            <Table.Tr key={line}>
              <Table.Td className="tabular">{line}</Table.Td><Table.Td><ClaimResultBadge result={result} /></Table.Td><Table.Td className="tabular">{dateInWords(dateOfService)}</Table.Td>
              <Table.Td>{datesInWords(problem ?? findings[0]?.text ?? '')}</Table.Td>
              <Table.Td>{findings.length > 0 && <Button size="compact-sm" variant="subtle" aria-expanded={opened === line} onClick={() => setOpened(opened === line ? undefined : line)}>{opened === line ? 'Close' : `All ${findings.length}`}<VisuallyHidden> of line {line}</VisuallyHidden></Button>}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
      {chosen.length > limit && <Group><Button variant="default" onClick={() => setLimit(limit + SHOWN_AT_FIRST)}>Show more ({chosen.length - limit} left)</Button></Group>}
      {open !== undefined && <section aria-label={`Line ${open.line}`}><Text component="h2" size="lg" fw={700} m={0}>Line {open.line}</Text><Findings findings={open.findings} /></section>}
    </Stack>
  );
}
