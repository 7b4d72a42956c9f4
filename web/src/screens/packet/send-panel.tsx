/** How the payer can be asked, what does not go by which way and why, and the record that it arrived. */
import { Anchor, Button, Group, Paper, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { channelInWords } from '../../parts/authorization-words';
import { DocumentField } from '../../parts/document-field';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { useRecordWrite, WriteNote } from '../../parts/record-write';
import { ServiceSending } from '../../parts/service-sending';
import { useChannels, type Authorization, type Channels } from './use-packet';

type Submission = Schemas['SubmissionDto'];
type Way = Submission['channel'];
/** By hand, whatever the payer's entry says: there it would be wrong. */
const BY_HAND: readonly Way[] = ['portal', 'fax', 'phone', 'mail', 'download'];

interface Props {
  readonly patientId: string;
  readonly authorization: Authorization;
  readonly version: number;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function SendPanel({ patientId, authorization, version, isOpen, onClose }: Props) {
  return (
    <Paper withBorder p="md">
      <Stack>
        {authorization.submission !== undefined && <ServiceSending patientId={patientId} submission={authorization.submission} version={version} />}
        {isOpen && <Ways patientId={patientId} authorization={authorization} version={version} onClose={onClose} />}
      </Stack>
    </Paper>
  );
}

function Ways({ patientId, authorization, version, onClose }: Omit<Props, 'isOpen'>) {
  const { authorizationId } = authorization;
  const { data, error, refetch } = useChannels(patientId, authorizationId, true);
  const [way, setWay] = useState<Way>();
  const [reference, setReference] = useState('');
  const [documentId, setDocumentId] = useState('');
  const [at, setAt] = useState('');
  const write = useRecordWrite(patientId, version, (body: Submission, header) => ask(api.POST('/v1/patients/{patientId}/authorizations/{authorizationId}/submission', { params: { path: { patientId, authorizationId }, header }, body })),
    { done: way === 'fhir' ? 'Given to the service to send.' : 'Recorded: it went out.', onDone: onClose });
  if (data === undefined) return error === null ? <Loading what="the ways to this payer" /> : <ProblemNote problem={error} onAgain={() => void refetch()} />;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (way === undefined) return;
    if (way === 'fhir') return write.send({ channel: way });
    const proof = { ...(way !== 'download' && reference.trim() !== '' && { reference }), ...(documentId !== '' && { documentId }) };
    write.send({ channel: way, ...(at !== '' && { submittedAt: new Date(at).toISOString() }), ...(Object.keys(proof).length > 0 && { proof }) });
  };
  const pdf = data.files.find(({ mediaType }) => mediaType === 'application/pdf');
  return (
    <form onSubmit={send}>
      <Stack>
        <div>
          <Text component="h2" size="lg" fw={700} m={0}>Send to {data.decider?.name ?? 'the payer'}</Text>
          {data.decider === null && <Text size="sm">The directory does not know this payer: its ways and limits are not checked.</Text>}
          {pdf !== undefined && <Text size="sm">{pdf.pages} pages, {kilobytes(pdf.bytes)}. <Anchor href={`/v1/patients/${patientId}/packets/${data.packetId}.pdf`} download={`${data.packetId}.pdf`}>Take the PDF as a file</Anchor></Text>}
        </div>
        <Radio.Group label="How does it go out?" required value={way ?? ''} onChange={(value) => setWay(value as Way)}>
          <Stack gap="xs" mt="xs">{[...waysOf(data)].map(({ value, channel }) => <Radio key={value} value={value} label={channelInWords(value)} description={describe(value, channel)} error={channel?.problem?.detail} />)}</Stack>
        </Radio.Group>
        {way !== undefined && way !== 'fhir' && way !== 'download' && <TextInput label="Proof that it arrived" description="Confirmation number, fax receipt, number of the call" value={reference} maxLength={200} onChange={(event) => setReference(event.currentTarget.value)} maw="28rem" />}
        {way === 'download' && pdf !== undefined && <Text size="sm">The proof is the hash of the issued PDF, which the service records: <span className="packet-hash">{pdf.sha256}</span></Text>}
        {way !== undefined && way !== 'fhir' && way !== 'download' && <DocumentField patientId={patientId} label="Or the document that shows it" value={documentId} onChange={setDocumentId} suggestedTitle="Proof of submission" />}
        {way !== undefined && way !== 'fhir' && <TextInput type="datetime-local" label="When it went out" description="Left empty: now" value={at} onChange={(event) => setAt(event.currentTarget.value)} maw="18rem" />}
        {way === 'fhir' && <Text size="sm">The service sends the signed packet, tries again where it fails, and records proof and decision as they come.</Text>}
        <WriteNote write={write} />
        <Group>
          <Button type="submit" loading={write.isSending} disabled={way === undefined}>{way === 'fhir' ? 'Let the service send it' : 'Record that it went out'}</Button>
          <Button variant="default" onClick={onClose}>Back</Button>
        </Group>
      </Stack>
    </form>
  );
}

function* waysOf({ channels }: Channels): Generator<{ readonly value: Way; readonly channel?: Channels['channels'][number] }> {
  for (const channel of channels) yield { value: channel.kind as Way, channel };
  for (const value of BY_HAND) if (!channels.some(({ kind }) => kind === value)) yield { value };
}

function describe(value: Way, channel: Channels['channels'][number] | undefined): string {
  if (channel === undefined) return value === 'download' ? 'Taken as a file and sent by a way of its own' : 'Not in the payer\'s entry of the directory';
  const limits = [channel.to, channel.bytesMax === undefined ? '' : `at most ${kilobytes(channel.bytesMax)}`, channel.pagesMax === undefined ? '' : `at most ${channel.pagesMax} pages`, channel.mediaTypes === undefined ? '' : `takes ${channel.mediaTypes.join(', ')}`];
  return limits.filter((part) => part !== '').join(' · ');
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000).toLocaleString('en-US')} kB`;
}
