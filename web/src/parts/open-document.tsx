/** Opens a document of the record in a tab of its own, at a page where one is named. It is fetched first, so that a refusal is said in words. */
import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type ReactNode } from 'react';
import { request } from '../api/client';

const KEPT_MS = 60_000;

export function OpenDocument({ patientId, documentId, page, children }: { readonly patientId: string; readonly documentId: string; readonly page?: number; readonly children: ReactNode }) {
  const [isWaiting, setWaiting] = useState(false);
  const open = async (): Promise<void> => {
    setWaiting(true);
    try {
      const url = URL.createObjectURL(await (await request(`/v1/patients/${patientId}/documents/${documentId}`)).blob());
      window.open(`${url}${page === undefined ? '' : `#page=${page}`}`, '_blank', 'noopener');
      setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
    } catch (error) {
      notifications.show({ color: 'red', title: 'The document could not be opened', message: error instanceof Error ? error.message : String(error) });
    } finally {
      setWaiting(false);
    }
  };
  return <Anchor component="button" type="button" ta="left" disabled={isWaiting} onClick={() => void open()}>{children}</Anchor>;
}
