/** What payers ask for and the entry does not have. */
import { Alert, List } from '@mantine/core';
import { labelOf } from '../../parts/form/schema';
import { spaced } from '../../parts/words';

export interface MissingField {
  /** One of these would do. */
  readonly fields: readonly string[];
  readonly program?: string;
}

export function Missing({ fields }: { readonly fields: readonly MissingField[] }) {
  return (
    <Alert variant="default" mt="xs" title="Payers ask for what is not recorded">
      <List size="sm">
        {fields.map(({ fields: any, program }) => <List.Item key={`${any.join(' ')} ${program ?? ''}`}>{any.map(labelOf).join(' or ')}{program === undefined ? '' : ` (${spaced(program)})`}</List.Item>)}
      </List>
    </Alert>
  );
}
