import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { instantAt } from './instant-at';
import { ProblemNote } from './problem-note';
import { useWrite } from './write';
import { dateInWords } from './words';

interface NewDiaryLinkProps {
  readonly patientId: string;
  readonly factId: string;
  readonly type: string;
  readonly occurredOn: string;
  readonly isFirst: boolean;
  readonly onMade: (made: Schemas['DiaryMade']) => void;
}

/** Of a block or an epidural it asks when it was done: the record has the day only, and entries are counted in minutes. */
export function NewDiaryLink({ patientId, factId, type, occurredOn, isFirst, onMade }: NewDiaryLinkProps) {
  const { practice: { timeZone } } = useSession();
  const isTrial = type === 'scs-trial';
  const [time, setTime] = useState('');
  const [days, setDays] = useState('');
  const [language, setLanguage] = useState('');
  const { mutate, error, isPending } = useWrite({
    send: (body: Schemas['DiaryDto'], key) => ask(api.POST('/v1/patients/{patientId}/diaries', { params: { path: { patientId }, header: { 'Idempotency-Key': key } }, body })),
    onDone: onMade, changes: [['patient', patientId, 'diaries']],
  });
  const send = (): void => mutate({
    factId, ...(!isTrial && { startedAt: instantAt(occurredOn, time, timeZone) }), ...(isTrial && days !== '' && { plannedDays: Number(days) }), ...(language !== '' && { language: language as 'en' | 'es' }),
  });
  return (
    <form onSubmit={(event) => { event.preventDefault(); send(); }}>
      <Stack>
        <Text size="sm">The patient writes down the scores on a phone, by a link and the date of birth, without an account. They become part of the record.</Text>
        {isTrial ? <TextInput label="Days it is planned for" description="As the practice's protocol has it when left out" inputMode="numeric" value={days} onChange={(event) => setDays(event.currentTarget.value)} />
          : <TextInput type="time" label={`When was it done on ${dateInWords(occurredOn)}?`} description={`The time of the practice (${timeZone.replaceAll('_', ' ')}); entries are counted from it`} required value={time} onChange={(event) => setTime(event.currentTarget.value)} />}
        <NativeSelect label="Language" value={language} onChange={(event) => setLanguage(event.currentTarget.value)} data={[{ value: '', label: 'As the patient\'s phone asks for' }, { value: 'en', label: 'English' }, { value: 'es', label: 'Spanish' }]} />
        {error !== null && <ProblemNote problem={error} title="No link was made" />}
        <Group><Button type="submit" loading={isPending}>{isFirst ? 'Make the link' : 'Make another link'}</Button></Group>
      </Stack>
    </form>
  );
}
