/** Recording what was checked, whole or what is left of it, and letting go of the file. */
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { IMPORTS } from './queries';
import { refusedOf, type Run } from './words';

export function ImportActs({ run }: { readonly run: Run }) {
  const [asking, setAsking] = useState<'rest' | 'discard'>();
  const { importId, state } = run;
  const path = { importId };
  const record = useWrite({ send: (what: Schemas['RecordImportDto']['what'], key) => ask(api.POST('/v1/imports/{importId}/record', { params: { path, header: { 'Idempotency-Key': key } }, body: { what } })), onDone: () => setAsking(undefined), changes: [IMPORTS] });
  const discard = useWrite({ send: (_: undefined, key) => ask(api.DELETE('/v1/imports/{importId}', { params: { path, header: { 'Idempotency-Key': key } } })), onDone: () => setAsking(undefined), changes: [IMPORTS] });
  if (state === 'discarded') return null;
  const refused = refusedOf(run);
  const mayRecord = state === 'checked' || state === 'refused';
  return (
    <>
      <Group gap="xs">
        {mayRecord && refused <= 0 && <Button loading={record.isPending} onClick={() => record.mutate('all')}>Record</Button>}
        {mayRecord && refused > 0 && <Button variant="default" onClick={() => setAsking('rest')}>Record what was not refused</Button>}
        {(state !== 'recorded' || (run.counts['refusals'] ?? 0) > 0) && <Button variant="default" onClick={() => setAsking('discard')}>{state === 'recorded' ? 'Delete the list' : 'Discard'}</Button>}
      </Group>
      {asking === undefined && record.error !== null && <ProblemNote problem={record.error} title="Not recorded" />}
      <Modal opened={asking === 'rest'} onClose={() => setAsking(undefined)} title="Record what was not refused" closeButtonProps={{ 'aria-label': 'Close' }}>
        <Stack>
          <Text size="sm">{refused === 1 ? '1 entry' : `${refused} entries`} of the file will be missing from the record, and nobody is reminded of them. Where the file or the mapping can be corrected, correct it and check it again: what is recorded already is not recorded twice.</Text>
          {record.error !== null && <ProblemNote problem={record.error} title="Not recorded" />}
          <Group><Button loading={record.isPending} onClick={() => record.mutate('not-refused')}>Record without them</Button><Button variant="default" onClick={() => setAsking(undefined)}>Not now</Button></Group>
        </Stack>
      </Modal>
      <Modal opened={asking === 'discard'} onClose={() => setAsking(undefined)} title={state === 'recorded' ? 'Delete the list of what was not taken' : 'Discard this import'} closeButtonProps={{ 'aria-label': 'Close' }}>
        <Stack>
          <Text size="sm">{state === 'recorded' ? 'The file was deleted when it was recorded. Its list of what was not taken is deleted too; what was recorded stays.' : 'The file and what was read of it are deleted from the service. Nothing of it was stored.'}</Text>
          {discard.error !== null && <ProblemNote problem={discard.error} title="Not deleted" />}
          <Group><Button color="red.9" loading={discard.isPending} onClick={() => discard.mutate(undefined)}>{state === 'recorded' ? 'Delete it' : 'Discard it'}</Button><Button variant="default" onClick={() => setAsking(undefined)}>Keep it</Button></Group>
        </Stack>
      </Modal>
    </>
  );
}
