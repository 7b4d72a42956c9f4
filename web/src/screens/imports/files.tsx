/** A file to check, the import that is looked at, and the earlier ones. */
import { Stack } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { EarlierImports } from './earlier-imports';
import { NewImport } from './new-import';
import { OneImport } from './one-import';
import { useSources } from './queries';

export function Files({ importId }: { readonly importId: string | undefined }) {
  const navigate = useNavigate();
  const sources = useSources();
  if (sources.error !== null) return <ProblemNote problem={sources.error} onAgain={() => void sources.refetch()} />;
  if (sources.data === undefined) return <Loading what="the sources" />;
  return (
    <Stack gap="lg">
      <NewImport sources={sources.data.items} onBegun={(begun) => void navigate({ to: '/imports', search: { tab: 'files', import: begun } })} />
      {importId !== undefined && <OneImport key={importId} importId={importId} />}
      <EarlierImports shown={importId} />
    </Stack>
  );
}
