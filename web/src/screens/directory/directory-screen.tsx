/** Who asks, who performs, where, and who decides and how it is asked. What payers ask for and nobody has recorded is named. */
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, askWhole } from '../../api/client';
import { loadForms } from '../../parts/form/schema';
import { Loading } from '../../parts/loading';
import { Screen } from '../../parts/screen';
import { nameInWords } from '../../parts/words';
import { EntryList, type Entry } from './entry-list';
import { PracticeEntry } from './practice-entry';

const TABS = ['practice', 'practitioners', 'facilities', 'payers'] as const;

export function DirectoryScreen() {
  const { tab = 'practice' } = useSearch({ from: '/directory' });
  const navigate = useNavigate();
  const forms = useQuery({ queryKey: ['forms'], queryFn: loadForms, staleTime: Infinity });
  if (forms.data === undefined) return <Loading what="the directory" />;
  const shown = TABS.find((one) => one === tab) ?? 'practice';
  return (
    <Screen title="Directory" about="What packets, requests and claims say of the practice, and where they go." maxWidth="60rem">
      <Tabs value={shown} onChange={(next) => void navigate({ to: '/directory', search: { tab: next ?? 'practice' }, replace: true })} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="practice">Practice</Tabs.Tab><Tabs.Tab value="practitioners">Practitioners</Tabs.Tab><Tabs.Tab value="facilities">Facilities</Tabs.Tab><Tabs.Tab value="payers">Payers</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="practice" pt="md"><PracticeEntry schema={forms.data['OrganizationDto'] ?? {}} /></Tabs.Panel>
        <Tabs.Panel value="practitioners" pt="md">
          <EntryList kind="practitioner" schema={forms.data['PractitionerDto'] ?? {}} nameOf={(entry) => nameInWords(entry['name'] as { family: string; given: string })}
            load={async () => asEntries(await askWhole(api.GET('/v1/practitioners')))} path="/v1/practitioners" />
        </Tabs.Panel>
        <Tabs.Panel value="facilities" pt="md">
          <EntryList kind="facility" schema={forms.data['FacilityDto'] ?? {}} nameOf={(entry) => String(entry['name'])} load={async () => asEntries(await askWhole(api.GET('/v1/facilities')))} path="/v1/facilities" />
        </Tabs.Panel>
        <Tabs.Panel value="payers" pt="md">
          <EntryList kind="payer" schema={forms.data['PayerDto'] ?? {}} nameOf={(entry) => String(entry['name'])} load={async () => asEntries(await askWhole(api.GET('/v1/payers')))} path="/v1/payers" isNamedByPerson />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}

function asEntries({ data, etag }: { readonly data: { readonly items: readonly unknown[] }; readonly etag: string | undefined }): { readonly items: readonly Entry[]; readonly etag: string | undefined } {
  return { items: data.items as readonly Entry[], etag };
}
