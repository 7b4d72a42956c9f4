/** How the practice is doing: counts beside what they are counted of, for a period that stands in the address. */
import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, ask, type Schemas } from '../../api/client';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { saveFile } from '../../parts/save-file';
import { Screen } from '../../parts/screen';
import { dateInWords } from '../../parts/words';
import { Approvals } from './approvals';
import { Denials } from './denials';
import { FirstPass } from './first-pass';
import { Leaks } from './leaks';
import { Stages } from './stages';

export function NumbersScreen() {
  const { from, to } = useSearch({ from: '/numbers' });
  const navigate = useNavigate();
  const period = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  const numbers = useQuery({ queryKey: ['numbers', from, to], queryFn: async () => (await ask(api.GET('/v1/numbers', { params: { query: period } }))) as Schemas['Numbers'] });
  const download = useMutation({ mutationFn: () => saveFile(`/v1/numbers?${new URLSearchParams(period).toString()}`, 'text/csv', `numbers-${numbers.data?.from ?? ''}-${numbers.data?.to ?? ''}.csv`) });
  const put = (change: Readonly<Record<string, string>>): void => void navigate({ to: '/numbers', search: { ...period, ...change }, replace: true });
  return (
    <Screen title="Numbers" about={numbers.data === undefined ? undefined : `${dateInWords(numbers.data.from)} to ${dateInWords(numbers.data.to)}; what stands in the way is of now`} maxWidth="72rem"
      actions={<Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} loading={download.isPending} onClick={() => download.mutate()}>Download as CSV</Button>}>
      <Group align="flex-end" className="not-printed">
        <TextInput type="date" label="From" description="A year before the end when left out" value={from ?? ''} onChange={(event) => put({ from: event.currentTarget.value })} />
        <TextInput type="date" label="To" description="Today when left out" value={to ?? ''} onChange={(event) => put({ to: event.currentTarget.value })} />
      </Group>
      {download.error !== null && <ProblemNote problem={download.error} title="Not downloaded" />}
      {numbers.error !== null && <ProblemNote problem={numbers.error} title="No numbers for this period" onAgain={() => void numbers.refetch()} />}
      {numbers.isPending && <Loading what="the numbers" />}
      {numbers.data !== undefined && (
        <>
          <FirstPass of={numbers.data.firstPass} />
          <Stages of={numbers.data.stages} />
          <Denials of={numbers.data.denials} />
          <Approvals of={numbers.data.approvals} />
          <Leaks of={numbers.data.leaks} />
          {numbers.data.firstPass.decided === 0 && numbers.data.leaks.openEpisodes === 0 && <EmptyState title="Nothing to count yet">Numbers come from what is recorded: requests, the payers' answers, procedures. Choose a longer period, or record the first request on a patient's page.</EmptyState>}
          <Text size="sm" c="dimmed">A determination that was corrected counts as it was meant.</Text>
        </>
      )}
    </Screen>
  );
}
