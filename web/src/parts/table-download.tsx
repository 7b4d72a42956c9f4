/** A list of the API as a table for spreadsheets, with the filters that are shown. */
import { Button, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useToday } from '../api/session';
import { ProblemNote } from './problem-note';
import { saveFile } from './save-file';

export function TableDownload({ path, name, filter }: { readonly path: string; readonly name: string; readonly filter: Readonly<Record<string, string | undefined>> }) {
  const today = useToday();
  const save = useMutation({
    mutationFn: () => saveFile(`${path}?${new URLSearchParams(Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString()}`, 'text/csv', `${name}-${today}.csv`),
  });
  return (
    <Stack gap="xs" className="not-printed">
      <Button variant="default" size="xs" leftSection={<IconDownload size={16} aria-hidden />} loading={save.isPending} onClick={() => save.mutate()}>Download as CSV</Button>
      {save.error !== null && <ProblemNote problem={save.error} title="Not downloaded" />}
    </Stack>
  );
}
