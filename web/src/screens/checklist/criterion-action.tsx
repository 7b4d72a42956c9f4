/** The one thing to do about a criterion: who may document documents it; who tracks authorizations asks the other provider for its records. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { useMay } from '../../api/session';
import { RecordsRequest } from './records-request';

interface ActionProps {
  readonly patientId: string;
  readonly episodeId: string;
  readonly item: Schemas['ChecklistItem'];
}

export function CriterionAction({ patientId, episodeId, item: { title, factTypes, records, marks, evidence } }: ActionProps) {
  const mayDocument = useMay('document-fact');
  const mayAsk = useMay('track-authorization');
  const mayAttest = useMay('attest-fact');
  const [isAsking, setAsking] = useState(false);
  const [waiting] = evidence;
  const [type] = factTypes;
  if (mayDocument && type !== undefined) {
    const look = { size: 'sm', className: 'not-printed', 'aria-label': `Document this: ${title}` } as const;
    return type === 'block'
      ? <Button {...look} renderRoot={(props) => <Link to="/patients/$patientId/block-result" params={{ patientId }} {...props} />}>Document this</Button>
      : <Button {...look} renderRoot={(props) => <Link to="/patients/$patientId/record" params={{ patientId }} search={{ type }} {...props} />}>Document this</Button>;
  }
  if (mayAttest && waiting !== undefined && marks.some(({ mark }) => mark === 'not-attested')) {
    return <Button size="sm" className="not-printed" aria-label={`Look at what was imported: ${title}`} renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} hash={`fact-${waiting.factId}`} {...props} />}>Look at what was imported</Button>;
  }
  if (!mayAsk || records === undefined) return null;
  return (
    <>
      <Button size="sm" className="not-printed" onClick={() => setAsking(true)}>Ask for the {records}</Button>
      {isAsking && <RecordsRequest patientId={patientId} episodeId={episodeId} records={records} onClose={() => setAsking(false)} />}
    </>
  );
}
