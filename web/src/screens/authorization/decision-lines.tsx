/** The lists inside a decision: the requested lines with what became of each, what is asked for, what is wrong with the request. */
import { Button, Fieldset, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { itemOutcomeInWords } from '../../parts/authorization-words';
import type { Asked, Fault, Line } from './decision-state';

const OUTCOMES: readonly Line['outcome'][] = ['approved', 'partial', 'modified', 'denied', 'pended', 'not-required', 'cancelled', 'review'];

export function DecisionLines({ lines, onChange }: { readonly lines: readonly Line[]; readonly onChange: (lines: readonly Line[]) => void }) {
  const put = (line: number, change: Partial<Line>): void => onChange(lines.map((each) => (each.line === line ? { ...each, ...change } : each)));
  return (
    <Stack gap="sm">
      {lines.map((each) => (
        <Fieldset key={each.line} legend={`Line ${each.line}: ${each.code}, ${each.units} ${each.units === 1 ? 'unit' : 'units'} requested`}>
          <Group align="flex-start" gap="sm">
            <NativeSelect label="What became of it" flex="1 1 9rem" value={each.outcome} onChange={(event) => put(each.line, { outcome: event.currentTarget.value as Line['outcome'] })} data={OUTCOMES.map((value) => ({ value, label: itemOutcomeInWords(value) }))} />
            {(each.outcome === 'approved' || each.outcome === 'partial') && <TextInput label="Units approved" inputMode="numeric" w={130} value={each.unitsApproved} onChange={(event) => put(each.line, { unitsApproved: event.currentTarget.value })} />}
            {each.outcome === 'modified' && <TextInput label="Code in its place" w={150} value={each.modifiedCode} onChange={(event) => put(each.line, { modifiedCode: event.currentTarget.value })} />}
            {each.outcome === 'modified' && <TextInput label="Units in their place" inputMode="numeric" w={150} value={each.modifiedUnits} onChange={(event) => put(each.line, { modifiedUnits: event.currentTarget.value })} />}
            <TextInput label="Number of its own" flex="1 1 8rem" value={each.payerReference} onChange={(event) => put(each.line, { payerReference: event.currentTarget.value })} />
            {each.outcome !== 'approved' && each.outcome !== 'not-required' && <TextInput label="Reason, word for word" flex="1 1 14rem" value={each.reason} onChange={(event) => put(each.line, { reason: event.currentTarget.value })} />}
          </Group>
        </Fieldset>
      ))}
    </Stack>
  );
}

export function AskedList({ asked, onChange }: { readonly asked: readonly Asked[]; readonly onChange: (asked: readonly Asked[]) => void }) {
  return (
    <Rows title="What the payer asks for" add="Something else is asked for" onAdd={() => onChange([...asked, { text: '', dueOn: '' }])} onLess={asked.length > 1 ? () => onChange(asked.slice(0, -1)) : undefined}>
      {asked.map(({ text, dueOn }, index) => (
        <Group key={index} align="flex-start" gap="sm">
          <TextInput label={`Asked for, ${index + 1}`} required={index === 0} flex="1 1 14rem" value={text} onChange={(event) => onChange(replaced(asked, index, { text: event.currentTarget.value, dueOn }))} />
          <TextInput type="date" label={`By when, ${index + 1}`} flex="1 1 9rem" value={dueOn} onChange={(event) => onChange(replaced(asked, index, { text, dueOn: event.currentTarget.value }))} />
        </Group>
      ))}
    </Rows>
  );
}

export function FaultList({ faults, onChange }: { readonly faults: readonly Fault[]; readonly onChange: (faults: readonly Fault[]) => void }) {
  return (
    <Rows title="What is wrong with the request" add="Something else is wrong" onAdd={() => onChange([...faults, { text: '', element: '' }])} onLess={faults.length > 1 ? () => onChange(faults.slice(0, -1)) : undefined}>
      {faults.map(({ text, element }, index) => (
        <Group key={index} align="flex-start" gap="sm">
          <TextInput label={`In the payer's words, ${index + 1}`} flex="1 1 14rem" value={text} onChange={(event) => onChange(replaced(faults, index, { text: event.currentTarget.value, element }))} />
          <TextInput label={`Where in the request, ${index + 1}`} flex="1 1 9rem" value={element} onChange={(event) => onChange(replaced(faults, index, { text, element: event.currentTarget.value }))} />
        </Group>
      ))}
    </Rows>
  );
}

function Rows({ title, add, onAdd, onLess, children }: { readonly title: string; readonly add: string; readonly onAdd: () => void; readonly onLess: (() => void) | undefined; readonly children: ReactNode }) {
  return (
    <Fieldset legend={title}>
      <Stack gap="sm">
        {children}
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={onAdd}>{add}</Button>
          {onLess !== undefined && <Button size="xs" variant="default" onClick={onLess}>Take the last one out</Button>}
        </Group>
        <Text size="sm" c="dimmed">Rows that are left empty are not recorded.</Text>
      </Stack>
    </Fieldset>
  );
}

function replaced<T>(list: readonly T[], at: number, entry: T): readonly T[] {
  return list.map((each, index) => (index === at ? entry : each));
}
