/** A PDF of the service: fetched as the person signed in, drawn page by page, and offered as a file. */
import { Anchor, Stack } from '@mantine/core';
import { useQuery, type QueryKey } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { request } from '../api/client';
import { Loading } from './loading';
import { ProblemNote } from './problem-note';

const PdfPages = lazy(async () => ({ default: (await import('./pdf-pages')).PdfPages }));

interface Props {
  /** Under the patient's, so that it is asked for again when the record moves. */
  readonly queryKey: QueryKey;
  readonly address: string;
  readonly name: string;
  readonly fileName: string;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

export function PdfFile({ queryKey, address, name, fileName, page, onPage }: Props) {
  const { data, error, refetch } = useQuery({ queryKey, queryFn: async () => (await request(address)).arrayBuffer(), staleTime: 60_000 });
  return (
    <Stack gap="xs">
      <Anchor href={address} download={fileName} size="sm">Take the PDF as a file</Anchor>
      {error !== null && data === undefined && <ProblemNote problem={error} onAgain={() => void refetch()} />}
      {data === undefined && error === null && <Loading what={name} />}
      {data !== undefined && <Suspense fallback={<Loading what="the pages" />}><PdfPages bytes={data} name={name} page={page} onPage={onPage} /></Suspense>}
    </Stack>
  );
}
