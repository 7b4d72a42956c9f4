/** One decision of the payer: word, day, number, validity, lines, reasons; and what had been mistyped of it. */
import { Badge, Group, List, Stack, Table, Text } from '@mantine/core';
import { decisionInWords, itemOutcomeInWords } from '../../parts/authorization-words';
import { OpenDocument } from '../../parts/open-document';
import { WideTable } from '../../parts/wide-table';
import { dateInWords, targetsInWords } from '../../parts/words';
import type { Determination } from './decision-state';

export function DeterminationCard({ determination: said, patientId }: { readonly determination: Determination; readonly patientId: string }) {
  const facts = [
    said.payerReference === undefined ? '' : `number ${said.payerReference}`, said.administrativeReference === undefined ? '' : `request number ${said.administrativeReference}`,
    said.validFrom === undefined ? '' : `valid from ${dateInWords(said.validFrom)}`, said.validTo === undefined ? '' : `to ${dateInWords(said.validTo)}`, said.units === undefined ? '' : `${said.units} units`,
    said.targets === undefined ? '' : targetsInWords(said.targets), said.humanReviewed === undefined ? '' : said.humanReviewed ? 'reviewed by a person' : 'not reviewed by a person', said.channel === 'parsed' ? 'read from the payer\'s message' : '',
    said.accepted === true ? 'accepted by a clinician' : '',
  ].filter((part) => part !== '');
  return (
    <Stack gap={6}>
      <Group gap="xs"><Badge variant="filled" radius="sm" tt="none" color={colorOf(said.decision)}>{decisionInWords(said.decision)}</Badge><Text size="sm">{dateInWords(said.decidedOn)}{facts.length === 0 ? '' : `, ${facts.join(', ')}`}</Text></Group>
      {said.documentId !== undefined && <Text size="sm" component="div"><OpenDocument patientId={patientId} documentId={said.documentId}>{said.channel === 'parsed' ? 'The payer\'s message' : 'The letter'}</OpenDocument></Text>}
      {said.reason !== undefined && <Text size="sm" component="blockquote" m={0} pl="sm" className="verbatim">{said.reason}</Text>}
      {said.declined !== undefined && <Text size="sm">Declined by a clinician: {said.declined}</Text>}
      {(said.reasons ?? []).length > 0 && <Text size="sm">{(said.reasons ?? []).map(({ code, text }) => [code, text].filter((part) => part !== undefined).join(' ')).join('; ')}</Text>}
      {said.asked !== undefined && <div><Text size="sm" fw={600}>The payer asks for:</Text><List size="sm">{said.asked.map(({ text, dueOn }) => <List.Item key={text}>{text}{dueOn === undefined ? '' : `, by ${dateInWords(dueOn)}`}</List.Item>)}</List></div>}
      {said.faults !== undefined && <div><Text size="sm" fw={600}>Wrong with the request:</Text><List size="sm">{said.faults.map(({ code, text, element }, index) => <List.Item key={index}>{[code, text, element].filter((part) => part !== undefined).join(', ')}</List.Item>)}</List></div>}
      {said.items !== undefined && (
        <WideTable label="Decision line by line" caption="Line by line" columns={['Line', 'Code', 'Decision', 'Units', 'Reason']} verticalSpacing={4} miw="26rem">
          {said.items.map(({ line, code, outcome, unitsApproved, modifiedCode, modifiedUnits, reasons = [] }) => (
            <Table.Tr key={line}>
              <Table.Td>{line}</Table.Td><Table.Td>{code}{modifiedCode === undefined ? '' : `, in its place ${modifiedCode}`}</Table.Td><Table.Td>{itemOutcomeInWords(outcome)}</Table.Td>
              <Table.Td className="tabular">{unitsApproved ?? modifiedUnits ?? ''}</Table.Td><Table.Td>{reasons.map(({ code: reason, text }) => [reason, text].filter((part) => part !== undefined).join(' ')).join('; ')}</Table.Td>
            </Table.Tr>
          ))}
        </WideTable>
      )}
      {(said.mistaken ?? []).map(({ was, reason, by }, index) => (
        <details key={index}>
          <summary>Was recorded by mistake: {reason}</summary>
          <Text size="sm">Put right by {by}. It had said: {saidBefore(was as Partial<Determination>)}.</Text>
        </details>
      ))}
    </Stack>
  );
}

function saidBefore({ decision, decidedOn, payerReference, validFrom, validTo, units, reason }: Partial<Determination>): string {
  return [decisionInWords(decision ?? 'unclear'), dateInWords(decidedOn), payerReference === undefined ? '' : `number ${payerReference}`, validFrom === undefined ? '' : `from ${dateInWords(validFrom)}`, validTo === undefined ? '' : `to ${dateInWords(validTo)}`, units === undefined ? '' : `${units} units`, reason ?? ''].filter((part) => part !== '').join(', ');
}

function colorOf(decision: string): string {
  if (decision === 'affirmed' || decision === 'partially-affirmed' || decision === 'not-required') return 'green.9';
  return decision === 'denied' || decision === 'rejected' ? 'red.9' : 'lagoon.8';
}
