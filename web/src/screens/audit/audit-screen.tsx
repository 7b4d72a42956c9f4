/** Who saw and did what. Ids and versions only; nobody can change it or switch it off. */
import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMay } from '../../api/session';
import { Screen } from '../../parts/screen';
import { AuditList } from './audit-list';
import { Verification } from './verification';

export function AuditScreen() {
  const search = useSearch({ from: '/audit' });
  const navigate = useNavigate();
  const mayVerify = useMay('verify-log');
  const tab = search['tab'] === 'log' && mayVerify ? 'log' : 'audit';
  return (
    <Screen title="Audit" about="Who read, wrote or was refused what. It cannot be changed or switched off, and reading it is on it." maxWidth="76rem">
      <Tabs value={tab} keepMounted={false} onChange={(next) => void navigate({ to: '/audit', search: next === 'log' ? { tab: 'log' } : {}, replace: true })}>
        <Tabs.List><Tabs.Tab value="audit">Who did what</Tabs.Tab>{mayVerify && <Tabs.Tab value="log">Is the log whole?</Tabs.Tab>}</Tabs.List>
        <Tabs.Panel value="audit" pt="md"><AuditList /></Tabs.Panel>
        {mayVerify && <Tabs.Panel value="log" pt="md"><Verification /></Tabs.Panel>}
      </Tabs>
    </Screen>
  );
}
