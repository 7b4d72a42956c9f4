/**
 * A table that is wider than a phone. Where there is no room its rows are cards, each cell under its column's name, and nothing scrolls
 * sideways (theme.css). It stays a table for who hears it: the roles are named, as a browser may forget them of what is no table to the eye.
 */
import { Table, type TableProps, type TableThProps } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';
import { Scrolls } from './scrolls';

type Column = string | { readonly name: string; readonly w?: string | number; readonly miw?: string | number; readonly ta?: 'left' | 'right' };

interface WideTableProps extends Omit<TableProps, 'children' | 'data'> {
  readonly label: string;
  readonly caption?: ReactNode;
  /** At most nine; the order of every row's cells. */
  readonly columns: readonly Column[];
  /** The rows. */
  readonly children: ReactNode;
}

export function WideTable({ label, caption, columns, children, ...table }: WideTableProps) {
  const named = columns.map((column) => (typeof column === 'string' ? { name: column } : column));
  const names = Object.fromEntries(named.map(({ name }, at) => [`--column-${at + 1}`, JSON.stringify(name)])) as CSSProperties;
  return (
    <div className="wide-table" style={names}>
      <Scrolls label={label}>
        <Table {...table} role="table">
          {caption !== undefined && <Table.Caption>{caption}</Table.Caption>}
          <Table.Thead role="rowgroup"><Table.Tr>{named.map(({ name, ...look }) => <Table.Th key={name} role="columnheader" {...look}>{name}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody role="rowgroup">{children}</Table.Tbody>
        </Table>
      </Scrolls>
    </div>
  );
}

/** The cell that names its row. */
export function RowHead(props: TableThProps) {
  return <Table.Th scope="row" role="rowheader" ta="left" fw={600} {...props} />;
}
