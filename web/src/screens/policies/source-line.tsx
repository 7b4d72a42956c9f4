/** Where a requirement stands, with its date; the address is the publisher's own. */
import { Anchor, Text } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { dateInWords } from '../../parts/words';

export function SourceLine({ source: { title, document, version, effective, url, section } }: { readonly source: Schemas['Source'] }) {
  const words = [document, ...(version === undefined ? [] : [version]), ...(section === undefined ? [] : [section]), ...(effective === undefined ? [] : [`in force ${dateInWords(effective)}`])].join(', ');
  return <Text size="sm" c="dimmed" span>{title}: {url === undefined ? words : <Anchor href={url} rel="noreferrer" target="_blank" size="sm">{words}</Anchor>}</Text>;
}
