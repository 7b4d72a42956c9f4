/** Claims before they go out: one that is built or pasted, or many from a file. Nothing is recorded, and no dearer code is ever proposed. */
import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Screen } from '../../parts/screen';
import { ManyClaims } from './many-claims';
import { OneClaim } from './one-claim';
import './claims.css';

export function ClaimsScreen() {
  const search = useSearch({ from: '/claims' });
  const navigate = useNavigate();
  const put = (change: Record<string, string | undefined>): void => void navigate({ to: '/claims', search: (before: Record<string, string | undefined>) => ({ ...before, ...change }), replace: true });
  return (
    <Screen title="Claims check" about="What would be refused, at which field and why, before the claim goes out. Nothing is recorded.">
      <Tabs value={search['how'] === 'many' ? 'many' : 'one'} onChange={(how) => put({ how: how === 'many' ? 'many' : undefined })} keepMounted>
        <Tabs.List><Tabs.Tab value="one">One claim</Tabs.Tab><Tabs.Tab value="many">Many at once</Tabs.Tab></Tabs.List>
        <Tabs.Panel value="one" pt="md"><OneClaim patientId={search['patient']} dateOfService={search['date']} onChoose={(patient) => put({ patient })} /></Tabs.Panel>
        <Tabs.Panel value="many" pt="md"><ManyClaims /></Tabs.Panel>
      </Tabs>
    </Screen>
  );
}
