/** The fields of one object, in the order of its schema: required ones are marked, the service's own fault stands at its field. */
import { Fieldset, Stack } from '@mantine/core';
import { Field } from './field';
import { labelOf, withoutEmpty, type FieldSchema, type ObjectValue, type Value } from './schema';

export interface FormFault {
  readonly pointer: string;
  readonly message: string;
}

export interface SchemaFormProps {
  readonly schema: FieldSchema;
  readonly value: ObjectValue;
  readonly onChange: (value: ObjectValue) => void;
  readonly faults?: readonly FormFault[];
  /** Fields that the screen itself fills. */
  readonly without?: readonly string[];
  /** Where this object stands in the body. */
  readonly pointer?: string;
  /** Of an object that may be left out: its fields are required once one of them is filled. */
  readonly mayBeLeftOut?: boolean;
}

export function SchemaForm({ schema, value, onChange, faults = [], without = [], pointer = '', mayBeLeftOut = false }: SchemaFormProps) {
  const names = Object.keys(schema.properties ?? {}).filter((name) => !without.includes(name));
  const isLeftOut = mayBeLeftOut && withoutEmpty(value) === undefined;
  const required = schema.required ?? [];
  const inOrder = [...names.filter((name) => required.includes(name)), ...names.filter((name) => !required.includes(name))];
  return (
    <Stack gap="sm">
      {inOrder.map((name) => (
        <Field key={name} name={name} schema={schema.properties?.[name] ?? {}} value={value[name]} isRequired={required.includes(name) && !isLeftOut} faults={faults} pointer={`${pointer}/${name}`}
          onChange={(each: Value) => onChange({ ...value, [name]: each })} />
      ))}
    </Stack>
  );
}

export function ObjectField({ name, schema, value, onChange, faults, pointer, isRequired }: { readonly name: string; readonly schema: FieldSchema; readonly value: Value; readonly onChange: (value: Value) => void; readonly faults: readonly FormFault[]; readonly pointer: string; readonly isRequired: boolean }) {
  const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? value as ObjectValue : {};
  return (
    <Fieldset legend={`${labelOf(name)}${isRequired ? '' : ' (optional)'}`}>
      <SchemaForm schema={schema} value={object} onChange={onChange} faults={faults} pointer={pointer} mayBeLeftOut={!isRequired} />
    </Fieldset>
  );
}
