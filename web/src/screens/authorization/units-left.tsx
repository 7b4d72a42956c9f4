/** Of an approval that names its units: what is left of them. */
import { Table } from '@mantine/core';
import type { Schemas } from '../../api/client';

export function UnitsLeft({ units: { total, byCode } }: { readonly units: NonNullable<Schemas['Authorization']['unitsLeft']> }) {
  const rows = [...byCode.map(({ code, ...units }) => ({ name: code, ...units })), ...(total === undefined ? [] : [{ name: 'As a whole', ...total }])];
  return (
    <Table verticalSpacing={4}>
      <Table.Caption>A documented procedure uses the units of its service lines</Table.Caption>
      <Table.Thead><Table.Tr><Table.Th>Code</Table.Th><Table.Th>Approved</Table.Th><Table.Th>Used</Table.Th><Table.Th>Left</Table.Th></Table.Tr></Table.Thead>
      <Table.Tbody>{rows.map(({ name, approved, used, left }) => <Table.Tr key={name}><Table.Td>{name}</Table.Td><Table.Td className="tabular">{approved}</Table.Td><Table.Td className="tabular">{used}</Table.Td><Table.Td className="tabular" fw={700}>{left}</Table.Td></Table.Tr>)}</Table.Tbody>
    </Table>
  );
}
