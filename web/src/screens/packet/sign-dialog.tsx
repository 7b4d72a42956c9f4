/** A named person answers for the packet. Over something that is missing only with a reason, which the packet prints. */
import { Alert, Autocomplete, List, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '../../api/client';
import { useSession } from '../../api/session';
import { labelOf } from '../../parts/form/schema';
import { RecordDialog } from '../../parts/record-dialog';
import { useRecordWrite } from '../../parts/record-write';
import { spaced } from '../../parts/words';
import type { Packet } from './use-packet';

interface Signing {
  by: string;
  credentials?: string;
  rationale?: string;
}

export function SignDialog({ patientId, packet, version, onClose }: { readonly patientId: string; readonly packet: Packet; readonly version: number; readonly onClose: () => void }) {
  const { packetId, packet: model } = packet;
  const { account } = useSession();
  const practitioners = useQuery({ queryKey: ['directory', 'practitioners'], queryFn: () => ask(api.GET('/v1/practitioners')) });
  const people = new Map((practitioners.data?.items ?? []).map(({ name, credentials = '' }) => [`${name.given} ${name.family}`, credentials]));
  const [by, setBy] = useState(account.displayName);
  const [credentials, setCredentials] = useState('');
  const [rationale, setRationale] = useState('');
  const open = model.gaps.filter(({ overridden }) => !overridden);
  const lacking = [...open.map(({ title, toDocument }) => `${title}: ${toDocument}`), ...model.parties.missing.map(({ record, fields }) => `${spaced(record)}: ${fields.length === 0 ? 'none is named' : fields.map(labelOf).join(' or ')}`)];
  const write = useRecordWrite(patientId, version, (body: Signing, header) => ask(api.POST('/v1/patients/{patientId}/packets/{packetId}/signature', { params: { path: { patientId, packetId }, header }, body })), { done: 'Signed and frozen.', onDone: onClose });
  const choose = (name: string): void => {
    setBy(name);
    const known = people.get(name);
    if (known !== undefined && known !== '') setCredentials(known);
  };
  return (
    <RecordDialog title="Sign the packet" action="Sign and freeze" write={write} onClose={onClose} onSend={() => write.send({ by, ...(credentials.trim() !== '' && { credentials }), ...(rationale.trim() !== '' && { rationale }) })}>
      <Autocomplete label="Who answers for it" description="A practitioner of the directory, or another name" required value={by} onChange={choose} data={[...people.keys()]} maxLength={120} />
      <TextInput label="Credentials, as printed after the name" value={credentials} maxLength={40} onChange={(event) => setCredentials(event.currentTarget.value)} />
      {lacking.length > 0 && (
        <>
          <Alert color="orange" title="Something the payer asks for is missing"><List size="sm">{lacking.map((each) => <List.Item key={each}>{each}</List.Item>)}</List></Alert>
          <Textarea label="Why it goes out without it" description="Printed in the packet" required autosize minRows={2} value={rationale} onChange={(event) => setRationale(event.currentTarget.value)} />
        </>
      )}
    </RecordDialog>
  );
}
