import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { ProblemNote } from '../../parts/problem-note';
import { useWrite } from '../../parts/write';
import { OneTimePassword } from './one-time-password';

export function RenewPassword({ account: { accountId, name, displayName }, onDone }: { readonly account: Schemas['Account']; readonly onDone: () => void }) {
  const [isForgotten, setForgotten] = useState(false);
  const { mutate, data: made, error, isPending } = useWrite({ send: (body: Schemas['RenewalDto'], key) => ask(api.POST('/v1/accounts/{accountId}/password', { params: { path: { accountId }, header: { 'Idempotency-Key': key } }, body })), changes: [['accounts']] });
  if (made !== undefined) return <OneTimePassword name={name} password={made.oneTimePassword} onDone={onDone} />;
  return (
    <form onSubmit={(event) => { event.preventDefault(); mutate(isForgotten ? { forgetSecondFactors: true } : {}); }}>
      <Stack>
        <Text size="sm">The password that {displayName} has now stops working, and where {displayName} is signed in, the session ends. Be sure who is asking.</Text>
        <Checkbox label="Forget one-time codes and passkeys too" description="When the phone or the key they are on is lost" checked={isForgotten} onChange={(event) => setForgotten(event.currentTarget.checked)} />
        {error !== null && <ProblemNote problem={error} title="The password is as it was" />}
        <Group><Button type="submit" loading={isPending}>Give a new password</Button></Group>
      </Stack>
    </form>
  );
}
