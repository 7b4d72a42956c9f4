/** Several of one shape: each in a frame of its own, that can be taken out again. */
import { Button, Fieldset, Group, Stack } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { FieldProps } from './field';
import { labelOf, type ObjectValue, type Value } from './schema';
import { SchemaForm } from './schema-form';

export function ListField({ name, schema, value, onChange, faults, pointer }: FieldProps) {
  const entries = (Array.isArray(value) ? value : []) as readonly Value[];
  const singular = labelOf(name).replace(/ies$/, 'y').replace(/s$/, '');
  const put = (index: number, entry: ObjectValue): void => onChange(entries.map((each, at) => (at === index ? entry : each)));
  return (
    <Fieldset legend={labelOf(name)}>
      <Stack gap="sm">
        {entries.map((entry, index) => (
          <Fieldset key={index} legend={`${singular} ${index + 1}`}>
            <SchemaForm schema={schema.items ?? {}} value={(entry ?? {}) as ObjectValue} onChange={(next) => put(index, next)} faults={faults} pointer={`${pointer}/${index}`} />
            <Group mt="sm"><Button size="xs" variant="default" leftSection={<IconTrash size={14} aria-hidden />} onClick={() => onChange(entries.filter((_, at) => at !== index))}>Take out {singular.toLowerCase()} {index + 1}</Button></Group>
          </Fieldset>
        ))}
        <Group><Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onChange([...entries, {}])}>Add {singular.toLowerCase()}</Button></Group>
      </Stack>
    </Fieldset>
  );
}
