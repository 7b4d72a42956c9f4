/** A sentence that is not read with certainty gets its meaning from a person: which kind of wrong, and which criteria. It is read so from then on. */
import { Autocomplete, Button, Group, MultiSelect, NativeSelect, Paper, Radio, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { loadForms } from '../../parts/form/schema';
import { ProblemNote } from '../../parts/problem-note';
import { spaced } from '../../parts/words';
import { useWrite } from '../../parts/write';

type Meaning = Schemas['DenialReasonDto'];

const BUCKETS: readonly (readonly [Meaning['bucket'], string, string])[] = [
  ['not-done-yet', 'Not done yet', 'Something has to be done, documented or waited for'],
  ['clinically-senseless', 'Clinically senseless', 'What is recorded speaks against the procedure'],
  ['logically-senseless', 'Logically senseless', 'The request contradicts the record, itself, or a count of the policy'],
  ['administrative', 'Administrative', 'The form, the place, the payer'],
];

export function MeaningOfReason({ patientId, sentences }: { readonly patientId: string; readonly sentences: readonly string[] }) {
  const forms = useQuery({ queryKey: ['forms'], queryFn: loadForms, staleTime: Infinity });
  const [reason, setReason] = useState(sentences[0] ?? '');
  const [bucket, setBucket] = useState<Meaning['bucket']>();
  const [kinds, setKinds] = useState<string[]>([]);
  const [subject, setSubject] = useState('');
  const fields = forms.data?.['DenialReasonDto']?.properties;
  const { mutate, isPending, error } = useWrite({
    send: (body: Meaning, key) => ask(api.POST('/v1/denial-reasons', { params: { header: { 'Idempotency-Key': key } }, body })),
    onDone: () => notifications.show({ message: 'Remembered: this wording is read so from now on.', color: 'green' }),
    changes: [['patient', patientId], ['denial-reasons']],
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (bucket !== undefined) mutate({ reason, bucket, ...(kinds.length > 0 && { kinds: kinds as NonNullable<Meaning['kinds']> }), ...(bucket === 'administrative' && subject !== '' && { subject: subject as NonNullable<Meaning['subject']> }) });
  };
  return (
    <Paper withBorder p="md" component="section">
      <form onSubmit={send}>
        <Stack>
          <div>
            <Text component="h2" size="lg" fw={700} m={0}>What does this reason mean?</Text>
            <Text size="sm">It is not read with certainty. What you choose is remembered in the practice for this wording; take names, dates and numbers out.</Text>
          </div>
          {sentences.length > 1 && <Autocomplete label="Which sentence" data={[...sentences]} value={reason} onChange={setReason} />}
          <Textarea label="The payer's sentence, without dates, numbers and names" required autosize minRows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
          <Radio.Group label="What kind of wrong" required value={bucket ?? ''} onChange={(value) => setBucket(value as Meaning['bucket'])}>
            <Stack gap="xs" mt="xs">{BUCKETS.map(([value, label, description]) => <Radio key={value} value={value} label={label} description={description} />)}</Stack>
          </Radio.Group>
          <MultiSelect label="Which criteria it speaks of" searchable clearable value={kinds} onChange={setKinds} data={(fields?.['kinds']?.items?.enum ?? []).map((value) => ({ value, label: spaced(value) }))} />
          {bucket === 'administrative' && <NativeSelect label="Or what it is about" description="Where it speaks of no criterion" value={subject} onChange={(event) => setSubject(event.currentTarget.value)} data={[{ value: '', label: 'Nothing of these' }, ...(fields?.['subject']?.enum ?? []).map((value) => ({ value, label: spaced(value) }))]} />}
          {error !== null && <ProblemNote problem={error} title="Not recorded" />}
          <Group><Button type="submit" loading={isPending}>Remember the meaning</Button></Group>
        </Stack>
      </form>
    </Paper>
  );
}
