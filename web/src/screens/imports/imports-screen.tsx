/** What other systems wrote, brought along: files that are checked and recorded, patients about whom somebody decides, and how each source writes. */
import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMay } from '../../api/session';
import { EmptyState } from '../../parts/empty-state';
import { Screen } from '../../parts/screen';
import { Files } from './files';
import { HeldList } from './held-list';
import { Sources } from './sources';

export function ImportsScreen() {
  const search = useSearch({ from: '/imports' });
  const navigate = useNavigate();
  const [mayImport, mayMatch] = [useMay('import-data'), useMay('match-patients')];
  if (!mayImport && !mayMatch) return <EmptyState title="Imports are not open to your role">An administrator brings files of other systems in.</EmptyState>;
  const tabs = [...(mayImport ? ['files'] : []), ...(mayMatch ? ['people'] : []), ...(mayImport ? ['sources'] : [])];
  const shown = tabs.find((one) => one === search['tab']) ?? tabs[0] ?? 'people';
  return (
    <Screen title="Imports" about="What other systems wrote, brought along. Nothing is guessed: what cannot be read is told by row and column, and who a patient is, a person decides." maxWidth="72rem">
      <Tabs value={shown} keepMounted={false} onChange={(tab) => void navigate({ to: '/imports', search: { tab: tab ?? shown }, replace: true })}>
        <Tabs.List>
          {mayImport && <Tabs.Tab value="files">Files</Tabs.Tab>}
          {mayMatch && <Tabs.Tab value="people">Who are these?</Tabs.Tab>}
          {mayImport && <Tabs.Tab value="sources">How sources write</Tabs.Tab>}
        </Tabs.List>
        {mayImport && <Tabs.Panel value="files" pt="md"><Files importId={search['import']} /></Tabs.Panel>}
        {mayMatch && <Tabs.Panel value="people" pt="md"><HeldList /></Tabs.Panel>}
        {mayImport && <Tabs.Panel value="sources" pt="md"><Sources chosen={search['source']} /></Tabs.Panel>}
      </Tabs>
    </Screen>
  );
}
