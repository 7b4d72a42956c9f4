/** Who may come in: people with their accounts, programs with their keys, and what the roles mean. */
import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMay } from '../../api/session';
import { Screen } from '../../parts/screen';
import { Accounts } from './accounts';
import { Keys } from './keys';
import { Roles } from './roles';

const TABS = ['people', 'keys', 'roles'] as const;

export function UsersScreen() {
  const { tab } = useSearch({ from: '/users' });
  const navigate = useNavigate();
  const [mayPeople, mayKeys] = [useMay('manage-accounts'), useMay('manage-keys')];
  const shown = TABS.find((one) => one === tab) ?? 'people';
  return (
    <Screen title="Users" about="People sign in with an account of their own; programs show a key." maxWidth="64rem">
      <Tabs value={shown} keepMounted={false} onChange={(next) => void navigate({ to: '/users', search: { tab: next ?? 'people' }, replace: true })}>
        <Tabs.List>{mayPeople && <Tabs.Tab value="people">People</Tabs.Tab>}{mayKeys && <Tabs.Tab value="keys">Keys</Tabs.Tab>}<Tabs.Tab value="roles">What roles mean</Tabs.Tab></Tabs.List>
        {mayPeople && <Tabs.Panel value="people" pt="md"><Accounts /></Tabs.Panel>}
        {mayKeys && <Tabs.Panel value="keys" pt="md"><Keys /></Tabs.Panel>}
        <Tabs.Panel value="roles" pt="md"><Roles /></Tabs.Panel>
      </Tabs>
    </Screen>
  );
}
