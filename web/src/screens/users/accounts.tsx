import { Badge, Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../../api/client';
import { useSession } from '../../api/session';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { RowHead, WideTable } from '../../parts/wide-table';
import { instantInWords } from '../../parts/words';
import { ChangeAccount } from './change-account';
import { NewAccount } from './new-account';
import { RenewPassword } from './renew-password';
import { roleName } from './roles';

type Account = Schemas['Account'];
type Doing = { readonly what: 'new' } | { readonly what: 'change' | 'password'; readonly account: Account };

const STATES: Readonly<Record<Account['state'], string>> = { active: 'May sign in', locked: 'Locked for now', disabled: 'Has left' };

export function Accounts() {
  const [doing, setDoing] = useState<Doing>();
  const { account: me } = useSession();
  const list = useQuery({ queryKey: ['accounts'], queryFn: () => ask(api.GET('/v1/accounts')) });
  if (list.isPending) return <Loading what="the accounts" />;
  if (list.error !== null) return <ProblemNote problem={list.error} onAgain={() => void list.refetch()} />;
  const close = (): void => setDoing(undefined);
  return (
    <Stack>
      <Group><Button onClick={() => setDoing({ what: 'new' })}>Make an account</Button></Group>
      <WideTable label="Accounts" caption="Accounts of the practice. Nobody is deleted: who has left stays on the record as who they were." columns={['Person', 'Signs in as', 'Role', 'State', 'Last signed in', 'Do']} striped captionSide="top" miw={740}>
        {list.data.items.map((account) => (
          <Table.Tr key={account.accountId}>
            <RowHead>{account.displayName}<Text size="xs" c="dimmed">{account.accountId}</Text></RowHead>
            <Table.Td>{account.name}</Table.Td>
            <Table.Td>{roleName(account.role)}</Table.Td>
            <Table.Td><Badge tt="none" color={account.state === 'active' ? 'green.9' : 'gray.7'}>{STATES[account.state]}</Badge>{account.mustChangePassword && <Text size="xs">One-time password not changed yet</Text>}{account.hasOneTimeCode && <Text size="xs">One-time codes</Text>}</Table.Td>
            <Table.Td className="tabular">{account.signedInAt === null ? 'never' : instantInWords(account.signedInAt)}</Table.Td>
            <Table.Td>
              <Group gap="xs" wrap="nowrap">
                <Button size="xs" variant="default" onClick={() => setDoing({ what: 'change', account })} aria-label={`Change ${account.displayName}`}>Change</Button>
                {account.accountId !== me.accountId && <Button size="xs" variant="default" onClick={() => setDoing({ what: 'password', account })} aria-label={`New password for ${account.displayName}`}>New password</Button>}
              </Group>
            </Table.Td>
          </Table.Tr>
        ))}
      </WideTable>
      <Modal opened={doing !== undefined} onClose={close} closeOnClickOutside={false} title={doing === undefined ? '' : doing.what === 'new' ? 'Make an account' : doing.what === 'change' ? `Change ${doing.account.displayName}` : `New password for ${doing.account.displayName}`}>
        {doing?.what === 'new' && <NewAccount onDone={close} />}
        {doing?.what === 'change' && <ChangeAccount account={doing.account} onDone={close} />}
        {doing?.what === 'password' && <RenewPassword account={doing.account} onDone={close} />}
      </Modal>
    </Stack>
  );
}
