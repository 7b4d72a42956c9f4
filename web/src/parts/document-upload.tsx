/** A file becomes a document of the patient: what it is is told by its content, what it is called by a title that names nobody. */
import { Alert, Button, FileInput, Group, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Problem, request, type Schemas } from '../api/client';
import { ProblemNote } from './problem-note';
import { noteOwnWrite } from './record-write';

export type UploadedDocument = Schemas['DocumentAnswer'];

const TYPES = ['application/pdf', 'image/png', 'image/jpeg'];
const TITLE_CHARS_MAX = 120;

interface Props {
  readonly patientId: string;
  readonly onUploaded: (document: { readonly documentId: string }) => void;
  /** What it usually is here: `Letter of the payer`. */
  readonly suggestedTitle?: string;
}

export function DocumentUpload({ patientId, onUploaded, suggestedTitle = '' }: Props) {
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [title, setTitle] = useState(suggestedTitle);
  const [problem, setProblem] = useState<unknown>();
  const [lacks, setLacks] = useState('');
  const [isSending, setSending] = useState(false);
  const key = useRef<string>(undefined);

  const send = async (): Promise<void> => {
    const missing = file === null ? 'Choose a file first.' : title.trim() === '' ? 'Say what the document is.' : '';
    setLacks(missing);
    setProblem(undefined);
    if (file === null || missing !== '') return;
    setSending(true);
    try {
      const uploaded = await upload(patientId, file, title, (key.current ??= crypto.randomUUID()));
      noteOwnWrite(patientId, uploaded.version);
      notifications.show({ message: `Attached: ${title}`, color: 'green' });
      await client.invalidateQueries({ queryKey: ['patient', patientId] });
      setFile(null);
      onUploaded(uploaded);
    } catch (error) {
      // The same bytes are on record already: that document is meant.
      const existing = error instanceof Problem && error.code === 'document-exists' ? error.details['documentId'] : undefined;
      if (typeof existing === 'string') {
        notifications.show({ message: 'This file is on record already: that document is taken.', color: 'lagoon' });
        onUploaded({ documentId: existing });
      } else setProblem(error);
      if (error instanceof Problem && error.status > 0 && error.status < 500) key.current = undefined;
    } finally {
      setSending(false);
    }
  };
  const choose = (chosen: File | null): void => {
    key.current = undefined;
    setFile(chosen);
  };

  return (
    <Stack gap="xs" onKeyDown={(event) => {
      // It often stands within another form, which Enter must not send before the file is attached.
      if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      void send();
    }}>
      <Group align="flex-end" gap="xs">
        <FileInput label="File (PDF, PNG or JPEG)" placeholder="Choose a file" value={file} onChange={choose} accept={TYPES.join(',')} clearable clearButtonProps={{ 'aria-label': 'Take the file out' }} flex="1 1 12rem" />
        <TextInput label="What it is" description="No names" value={title} maxLength={TITLE_CHARS_MAX} onChange={(event) => { key.current = undefined; setTitle(event.currentTarget.value); }} flex="1 1 12rem" />
        <Button variant="default" loading={isSending} onClick={() => void send()}>Attach</Button>
      </Group>
      {lacks !== '' && <Alert color="red" role="alert">{lacks}</Alert>}
      {problem !== undefined && <ProblemNote problem={inWords(problem)} title="Not attached" />}
    </Stack>
  );
}

async function upload(patientId: string, file: File, title: string, key: string): Promise<UploadedDocument> {
  const answer = await request(`/v1/patients/${encodeURIComponent(patientId)}/documents`, {
    method: 'POST', body: file, headers: { 'content-type': file.type === '' ? 'application/octet-stream' : file.type, 'pathgate-title': inHeader(title), 'idempotency-key': key },
  });
  return await answer.json() as UploadedDocument;
}

/** The service speaks of a body and an address; here it is a file. */
function inWords(problem: unknown): unknown {
  if (!(problem instanceof Problem)) return problem;
  if (problem.code === 'too-large') return new Error('The file is too large to be kept. Scan it in black and white or in parts, and attach that.');
  if (problem.code === 'unsupported-media-type') return new Error('The file is neither PDF, PNG nor JPEG. Save or scan it as one of these, and attach that.');
  return problem;
}

/** Visible ASCII as it is; anything else, and the per cent sign, encoded as UTF-8. */
function inHeader(title: string): string {
  return title.trim().replace(/[^\x20-\x7e]+|%/gu, encodeURIComponent);
}
