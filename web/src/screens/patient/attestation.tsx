/** What another system states and no clinician stands for yet: how much waits, and a clinician's look at each before it is attested. */
import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite, type WriteHeaders } from '../../parts/record-write';
import { dateInWords, datesInWords } from '../../parts/words';

type Item = Schemas['FactItem'];

/** One look at a list is no look at a hundred: the rest comes when these are done. */
const AT_ONCE_MAX = 20;

export const isUnattested = ({ imported }: Item): boolean => imported !== undefined && imported.attested === undefined;

/** Left out of what was documented here. */
export function importedInWords({ imported }: Item): string {
  if (imported === undefined) return '';
  const { source, attested } = imported;
  return attested === undefined ? `imported from ${source}, not attested` : `imported from ${source}, attested by ${attested.byName ?? attested.by} on ${dateInWords(attested.on)}`;
}

interface AwaitingProps {
  readonly patientId: string;
  readonly items: readonly Item[];
  readonly checklists: readonly Schemas['Checklist'][];
  /** Of the record that is shown. */
  readonly version: number;
  readonly isReadOnly: boolean;
}

/** Nothing where nothing waits. It calls for somebody only where a criterion of a next step waits; those facts come first. */
export function AwaitingAttestation({ patientId, items, checklists, version, isReadOnly }: AwaitingProps) {
  const mayAttest = useMay('attest-fact');
  const [looking, setLooking] = useState<{ readonly items: readonly Item[]; readonly seen: number }>();
  const asked = new Set(checklists.flatMap((checklist) => checklist.items).filter(({ marks }) => marks.some(({ mark }) => mark === 'not-attested')).flatMap(({ evidence }) => evidence.map(({ factId }) => factId)));
  const unattested = items.filter(isUnattested);
  const waiting = [...unattested.filter(({ factId }) => asked.has(factId)), ...unattested.filter(({ factId }) => !asked.has(factId))];
  if (waiting.length === 0 && looking === undefined) return null;
  return (
    <>
      {waiting.length > 0 && (
        <Alert color={asked.size > 0 ? 'yellow' : 'gray'} variant="light" role="status" title={waiting.length === 1 ? '1 imported fact is not attested' : `${waiting.length} imported facts are not attested`} styles={{ title: { color: 'var(--mantine-color-text)' } }}>
          <Group justify="space-between" gap="sm">
            <Text size="sm" style={{ flex: '1 1 14rem' }}>{asked.size > 0 ? 'A next step waits for it: its policy asks for a clinician, and what another system states counts once one has attested it.' : 'No next step waits for it. Where a policy asks for a clinician, what another system states counts once one has attested it.'}</Text>
            {mayAttest && !isReadOnly && <Button size="xs" variant="default" className="not-printed" onClick={() => setLooking({ items: waiting.slice(0, AT_ONCE_MAX), seen: version })}>{waiting.length > AT_ONCE_MAX ? `Look at the first ${AT_ONCE_MAX}` : 'Look at them'}</Button>}
          </Group>
        </Alert>
      )}
      {looking !== undefined && <AttestationDialog patientId={patientId} {...looking} onClose={() => setLooking(undefined)} />}
    </>
  );
}

/** Beside one fact of the record. */
export function AttestOne({ patientId, item, version }: { readonly patientId: string; readonly item: Item; readonly version: number }) {
  const mayAttest = useMay('attest-fact');
  const [seen, setSeen] = useState<number>();
  return (
    <>
      {mayAttest && isUnattested(item) && <Button size="compact-sm" variant="default" className="not-printed" aria-label={`Attest: ${datesInWords(item.summary)} of ${dateInWords(item.fact.occurredOn)}`} onClick={() => setSeen(version)}>Attest</Button>}
      {seen !== undefined && <AttestationDialog patientId={patientId} items={[item]} seen={seen} onClose={() => setSeen(undefined)} />}
    </>
  );
}

/** Each with what it says in full, and its own tick: there is none for all. */
function AttestationDialog({ patientId, items, seen, onClose }: { readonly patientId: string; readonly items: readonly Item[]; readonly seen: number; readonly onClose: () => void }) {
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [isAsked, setAsked] = useState(false);
  const write = useRecordWrite(patientId, seen, (body: Schemas['AttestationDto'], header: WriteHeaders) => ask(api.POST('/v1/patients/{patientId}/attestations', { params: { path: { patientId }, header }, body })), { done: ticked.length === 1 ? 'Attested.' : `${ticked.length} facts attested.`, onDone: onClose });
  const send = (): void => {
    setAsked(true);
    if (ticked.length > 0) write.send({ factIds: [...ticked] });
  };
  return (
    <RecordDialog title="Attest what was imported" action={ticked.length > 1 ? `Attest ${ticked.length} facts` : 'Attest'} write={write} onSend={send} onClose={onClose}>
      <Text size="sm">Tick what you have looked at and stand for. What is wrong is corrected or retracted instead: a correction of yours attests too.</Text>
      <Stack gap="sm" role="group" aria-label="Imported facts">
        {items.map((item) => {
          const { factId, fact, description } = item;
          return (
            <Checkbox
              key={factId} checked={ticked.includes(factId)} onChange={(event) => setTicked(event.currentTarget.checked ? [...ticked, factId] : ticked.filter((id) => id !== factId))}
              label={`${dateInWords(fact.occurredOn)}: ${datesInWords(description)}`} description={[fact.author, `stated by ${item.imported?.source ?? 'another system'}`].filter(Boolean).join(', ')}
            />
          );
        })}
      </Stack>
      {isAsked && ticked.length === 0 && <Text size="sm" role="alert">Tick at least one that you have looked at.</Text>}
    </RecordDialog>
  );
}
