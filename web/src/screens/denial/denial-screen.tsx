/** A denial on one page: the payer's words, the criterion, our evidence with its page, what is not in the record, three lines to say. Printed, it is one sheet. */
import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api, ask, Problem } from '../../api/client';
import { useMay } from '../../api/session';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { dateInWords, datesInWords } from '../../parts/words';
import { useAuthorizations } from '../packet/use-packet';
import { Appeal } from './appeal';
import './denial.css';
import { MeaningOfReason } from './meaning-of-reason';
import { ReasonExplained } from './reason-explained';
import { ReviewerBox } from './reviewer-box';

export function DenialScreen() {
  const { patientId, authorizationId } = useParams({ from: '/patients/$patientId/authorizations/$authorizationId/denial' });
  const path = { params: { path: { patientId, authorizationId } } };
  const denial = useQuery({ queryKey: ['patient', patientId, 'denial', authorizationId], queryFn: () => ask(api.GET('/v1/patients/{patientId}/authorizations/{authorizationId}/denial', path)) });
  const card = useQuery({ queryKey: ['patient', patientId, 'denial', authorizationId, 'card'], queryFn: async () => (await ask(api.GET('/v1/patients/{patientId}/authorizations/{authorizationId}/peer-to-peer-card', { ...path, headers: { accept: 'application/json' } })) as { card: Card }).card });
  const authorizations = useAuthorizations(patientId);
  const mayMap = useMay('map-denial-reason');
  const toAuthorization = <Anchor renderRoot={(props) => <Link to="/patients/$patientId/authorizations/$authorizationId" params={{ patientId, authorizationId }} {...props} />}>The authorization</Anchor>;
  if (denial.error instanceof Problem && denial.error.code === 'not-denied') return <Screen title="Denial card"><EmptyState title="This authorization is not denied" action={toAuthorization}>{datesInWords(denial.error.message)}</EmptyState></Screen>;
  const failed = denial.error ?? card.error;
  if (denial.data === undefined || card.data === undefined) return failed === null ? <Loading what="the denial" /> : <ProblemNote problem={failed} onAgain={() => { void denial.refetch(); void card.refetch(); }} />;
  const { reason, reasons, unread, result, next, peerToPeer, packetId, payerReference, decision } = denial.data;
  const { procedure, targets, payer, decidedOn, dateOfService, policy, patient, practice } = card.data;
  const files = `/v1/patients/${patientId}/authorizations/${authorizationId}`;
  const authorization = authorizations.data?.items.find((one) => one.authorizationId === authorizationId);
  return (
    <Screen title={`Denied: ${procedure}${targets === '' ? '' : `, ${targets}`}`}
      about={<>{patient.name}, born {dateInWords(patient.birthDate)}{patient.memberId === undefined ? '' : ` · member id ${patient.memberId}`}</>}
      actions={<><Button component="a" href={`${files}/peer-to-peer-card.pdf`} target="_blank" rel="noreferrer" variant="default">Card as PDF</Button><Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>Print this page</Button>{toAuthorization}</>}>
      <article className="denial-card">
        <Text size="sm">{payer}{payerReference === null ? '' : `, number ${payerReference}`} · {decision === 'modified' ? 'approved otherwise' : decision === 'partially-affirmed' ? 'approved in part' : 'denied'} on {dateInWords(decidedOn)} · for {dateInWords(dateOfService)} · <cite className="document">{policy}</cite> · {practice}</Text>
        <section>
          <h2>The reason, word for word</h2>
          <blockquote className="verbatim-reason">{reason ?? 'The payer gave none that is on record.'}</blockquote>
        </section>
        {peerToPeer.toSay.length > 0 && <section><h2>Three lines to say</h2><ol className="to-say">{peerToPeer.toSay.map((line) => <li key={line}>{datesInWords(line)}</li>)}</ol></section>}
        <section>
          <h2>What the payer says is wrong, and what the record shows</h2>
          {reasons.length === 0 && <Text>No criterion could be read from the reason with certainty: a person says what it means.</Text>}
          <Stack gap="sm">{reasons.map((one) => <ReasonExplained key={`${one.bucket} ${one.title}`} reason={one} patientId={patientId} packetId={packetId} />)}</Stack>
        </section>
        {unread.length > 0 && <section><h2>Sentences nobody has given a meaning yet</h2><ul>{unread.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul></section>}
        <section>
          <h2>The call</h2>
          <Text size="sm">{datesInWords(callInWords(peerToPeer))}</Text>
        </section>
        <ReviewerBox patientId={patientId} authorizationId={authorizationId} calls={authorization?.calls ?? []} />
      </article>
      <div className="not-printed">
        <Stack gap="lg">
          <Alert color="lagoon" title="What to do next">{datesInWords(next)}</Alert>
          {(unread.length > 0 || result === 'to-a-person') && mayMap && <MeaningOfReason patientId={patientId} sentences={unread.length > 0 ? unread : reason === null ? [] : [reason]} />}
          <Appeal address={files} appeal={denial.data.appeal} ofClaim={denial.data.appealOfClaim} />
        </Stack>
      </div>
    </Screen>
  );
}

interface Card {
  readonly procedure: string;
  readonly targets: string;
  readonly payer: string;
  readonly decidedOn: string;
  readonly dateOfService: string;
  readonly policy: string;
  readonly practice: string;
  readonly patient: { readonly name: string; readonly birthDate: string; readonly memberId?: string };
}

function callInWords({ on, closesOn, until, phone, because, byLetter }: { readonly on: string | null; readonly closesOn: string | null; readonly until?: string; readonly phone: string | null; readonly because?: string; readonly byLetter?: unknown }): string {
  const window = closesOn === null ? because ?? 'Until when a peer may be spoken to is not on record: look at the letter.' : `A peer may be spoken to until ${dateInWords(closesOn)}${until === undefined ? '' : `, by another reading until ${dateInWords(until)}`}${byLetter === undefined ? '' : ', as the letter says'}.`;
  return [on === null ? 'No call is scheduled.' : `Scheduled for ${dateInWords(on)}.`, window, phone === null ? 'No telephone number is in the directory.' : `Call ${phone}.`].join(' ');
}
