/** One field of a form by the shape of what the service takes. Yes and no have a third: not stated. */
import { Checkbox, Group, NativeSelect, Radio, TagsInput, Textarea, TextInput } from '@mantine/core';
import { spaced } from '../words';
import { ListField } from './list-field';
import { isTarget, labelOf, type FieldSchema, type Value } from './schema';
import { ObjectField, type FormFault } from './schema-form';
import { TargetsField } from './targets-field';

export interface FieldProps {
  readonly name: string;
  readonly schema: FieldSchema;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly isRequired: boolean;
  readonly faults: readonly FormFault[];
  readonly pointer: string;
}

const SHORT_CHOICES_MAX = 4;
const LONG_TEXT_CHARS = 1000;

export function Field(props: FieldProps) {
  const { name, schema: given, value, onChange, isRequired, faults, pointer } = props;
  const schema = given.anyOf?.[0] ?? given;
  // A line of an address, or of business: only its description tells which.
  const fault = faults.find((each) => each.pointer === pointer || each.pointer.endsWith(pointer));
  const common = { label: name === 'line' ? (schema.description ?? 'Line').replace(/\.$/, '') : labelOf(name), description: name === 'line' ? undefined : tellsMore(name, schema.description), required: isRequired, error: fault?.message };
  if (schema.type === 'object') return <ObjectField {...props} schema={schema} />;
  if (schema.type === 'array') {
    const items = schema.items ?? {};
    if (isTarget(items)) return <TargetsField {...common} schema={items} value={Array.isArray(value) ? value as readonly { level: string; side?: string }[] : []} onChange={onChange} />;
    if (items.type === 'object') return <ListField {...props} schema={schema} />;
    const words = Array.isArray(value) ? value.map(String) : [];
    if (items.enum !== undefined) {
      return <Checkbox.Group {...common} value={words} onChange={onChange}><Group gap="sm" mt="xs">{items.enum.map((one) => <Checkbox key={one} value={one} label={spaced(one)} />)}</Group></Checkbox.Group>;
    }
    return <TagsInput {...common} description={`${schema.description ?? ''} Enter after each.`.trim()} value={words} onChange={onChange} />;
  }
  if (schema.type === 'boolean') return <Choice {...common} value={value === undefined ? '' : String(value)} choices={[['true', 'Yes'], ['false', 'No']]} onChange={(one) => onChange(one === '' ? undefined : one === 'true')} />;
  if (schema.enum !== undefined && schema.enum.length <= SHORT_CHOICES_MAX) return <Choice {...common} value={typeof value === 'string' ? value : ''} choices={schema.enum.map((one) => [one, spaced(one)])} onChange={(one) => onChange(one === '' ? undefined : one)} />;
  if (schema.enum !== undefined) {
    return <NativeSelect {...common} value={typeof value === 'string' ? value : ''} onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)} data={[{ value: '', label: isRequired ? 'Choose ...' : 'Not stated' }, ...schema.enum.map((one) => ({ value: one, label: /^[A-Z]/.test(one) ? one : spaced(one) }))]} />;
  }
  if (schema.type === 'number' || schema.type === 'integer') {
    return <TextInput {...common} inputMode="decimal" maw="16rem" value={value === undefined || value === null ? '' : String(value)} onChange={(event) => onChange(asNumber(event.currentTarget.value))} />;
  }
  const text = typeof value === 'string' ? value : '';
  const changed = (next: string): void => onChange(next === '' ? undefined : next);
  if (schema.format === 'date') return <TextInput {...common} type="date" maw="16rem" value={text} onChange={(event) => changed(event.currentTarget.value)} />;
  if ((schema.maxLength ?? 0) > LONG_TEXT_CHARS) return <Textarea {...common} autosize minRows={1} value={text} onChange={(event) => changed(event.currentTarget.value)} />;
  return <TextInput {...common} value={text} onChange={(event) => changed(event.currentTarget.value)} />;
}

/** "Birth date" needs no "Birth date." under it. */
function tellsMore(name: string, description: string | undefined): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
  const said = plain(description ?? '');
  return said === '' || said === plain(labelOf(name)) || said === `${plain(labelOf(name))}name` || said === `${plain(labelOf(name))}names` ? undefined : description;
}

/** What is no number is kept as it was typed: the service says what is wrong with it. */
function asNumber(text: string): Value {
  if (text.trim() === '') return undefined;
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) && !/[.,]$/.test(text) ? number : text;
}

function Choice({ choices, onChange, required, ...rest }: { readonly label: string; readonly description?: string | undefined; readonly required: boolean; readonly error?: string | undefined; readonly value: string; readonly choices: readonly (readonly [string, string])[]; readonly onChange: (value: string) => void }) {
  return (
    <Radio.Group {...rest} required={required} onChange={onChange}>
      <Group gap="md" mt="xs">
        {choices.map(([value, label]) => <Radio key={value} value={value} label={label} />)}
        {!required && <Radio value="" label="Not stated" />}
      </Group>
    </Radio.Group>
  );
}
