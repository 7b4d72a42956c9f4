/** From draft to decision: each step with who did it and when, and the one that is next with its button. */
import { Anchor, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleDot } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useMay } from '../../api/session';
import { channelInWords, positionInWords } from '../../parts/authorization-words';
import { dateInWords } from '../../parts/words';
import { FrozenNote } from './frozen-note';
import './packet.css';
import { RequestDialog } from './request-dialog';
import { ReviewDialog } from './review-dialog';
import { SendPanel } from './send-panel';
import { SignDialog } from './sign-dialog';
import type { Authorization, Packet } from './use-packet';

interface Props {
  readonly patientId: string;
  readonly packet: Packet;
  readonly authorization: Authorization;
  readonly version: number;
}

type Doing = 'request' | 'review' | 'sign' | 'send' | undefined;

const MAY_BE_REQUESTED = ['draft', 'requested', 'denied', 'rejected'];
const MAY_BE_SENT = ['requested', 'pended', 'rejected'];

export function PacketPath({ patientId, packet, authorization, version }: Props) {
  const [doing, setDoing] = useState<Doing>();
  const may = { request: useMay('request-authorization'), review: useMay('review-packet'), sign: useMay('sign-packet'), send: useMay('track-authorization') };
  const { state, stale, review, signature } = packet;
  const { position, submission } = authorization;
  const isIssued = state === 'issued';
  const isGood = isIssued && stale === null && position === 'requested';
  const isOut = isIssued && authorization.submittedOn !== undefined && position !== 'requested';
  const mayRequest = may.request && state !== 'superseded' && MAY_BE_REQUESTED.includes(position);
  const isUnderWay = submission?.state === 'queued';
  const issuedOn = authorization.issued?.find(({ packetId }) => packetId === packet.packetId)?.issuedOn;
  const close = (): void => setDoing(undefined);
  const now: Doing = state === 'draft' || stale !== null ? 'request' : isOut ? undefined : review === null ? 'review' : signature === null ? 'sign' : 'send';
  return (
    <Stack gap="sm">
      <section aria-label="From draft to decision">
        <ol className="packet-path">
          <Step name="Request" state={isIssued ? 'done' : now === 'request' ? 'now' : 'later'} said={packet.issuedAt === null ? 'Not requested yet: the draft follows the record.' : `Issued ${dateInWords(issuedOn)} for ${dateInWords(authorization.dateOfService)}.`}>
            {mayRequest && <Button size="xs" variant={now === 'request' ? 'filled' : 'default'} onClick={() => setDoing('request')}>{state === 'draft' ? 'Request' : 'Request again'}</Button>}
          </Step>
          <Step name="Review" state={review !== null ? 'done' : isOut ? 'left-out' : now === 'review' ? 'now' : 'later'} said={review === null ? (isOut ? 'It went out without a review on record.' : 'Somebody reads the pages.') : `${review.by}, ${dateInWords(review.on)}.${review.note === undefined ? '' : ` Note: ${review.note}`}`}>
            {isGood && review === null && may.review && <Button size="xs" onClick={() => setDoing('review')}>Record the review</Button>}
          </Step>
          <Step name="Sign" state={signature !== null ? 'done' : isOut ? 'left-out' : now === 'sign' ? 'now' : 'later'} said={signature === null ? (isOut ? 'It went out unsigned: nobody answers for it by name, and nothing is frozen.' : 'A named person answers for it; from then on it is frozen.') : `${signature.by}${signature.credentials === undefined ? '' : `, ${signature.credentials}`}, ${dateInWords(signature.on)}.`}>
            {isGood && review !== null && signature === null && may.sign && <Button size="xs" onClick={() => setDoing('sign')}>Sign</Button>}
            {isGood && review !== null && signature === null && !may.sign && <Text size="sm" c="dimmed">A clinician signs it.</Text>}
          </Step>
          <Step name="Send" state={isOut ? 'done' : now === 'send' || isUnderWay ? 'now' : 'later'} said={sentInWords(authorization)}>
            {isIssued && may.send && MAY_BE_SENT.includes(position) && !isUnderWay && <Button size="xs" variant={now === 'send' ? 'filled' : 'default'} onClick={() => setDoing(doing === 'send' ? undefined : 'send')} aria-expanded={doing === 'send'}>Send, or record that it went out</Button>}
          </Step>
          <Step name="Decision" state={isOut && position !== 'submitted' ? 'done' : isOut ? 'now' : 'later'} said={positionInWords(position)}>
            <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/authorizations/$authorizationId" params={{ patientId, authorizationId: authorization.authorizationId }} {...props} />}>{isOut ? 'Record what the payer decided' : 'The authorization'}</Anchor>
          </Step>
        </ol>
      </section>
      {signature !== null && <FrozenNote packet={packet} signature={signature} />}
      {doing === 'request' && <RequestDialog patientId={patientId} packet={packet} authorization={authorization} version={version} onClose={close} />}
      {doing === 'review' && <ReviewDialog patientId={patientId} packetId={packet.packetId} version={version} onClose={close} />}
      {doing === 'sign' && <SignDialog patientId={patientId} packet={packet} version={version} onClose={close} />}
      {(doing === 'send' || isUnderWay || submission?.state === 'parked') && isIssued && <SendPanel patientId={patientId} authorization={authorization} version={version} isOpen={doing === 'send'} onClose={close} />}
    </Stack>
  );
}

function sentInWords({ channel, submittedOn, proof, submission }: Authorization): string {
  if (submission?.state === 'queued') return 'The service is sending it.';
  if (submission?.state === 'parked') return 'The service could not send it: see below.';
  if (channel === undefined || submittedOn === undefined) return 'With proof that it arrived.';
  return `${channelInWords(channel)}, ${dateInWords(submittedOn)}${proof?.reference === undefined ? '' : `, proof ${proof.reference}`}.`;
}

const ICONS = { 'left-out': <IconAlertTriangle size={18} aria-hidden />, done: <IconCircleCheck size={18} aria-hidden />, now: <IconCircleDot size={18} aria-hidden />, later: <IconCircleDashed size={18} aria-hidden /> };
const WORDS = { 'left-out': 'left out', done: 'done', now: 'next', later: 'later' };

function Step({ name, state, said, children }: { readonly name: string; readonly state: keyof typeof WORDS; readonly said: string; readonly children?: ReactNode }) {
  return (
    <li data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      <Text fw={700} component="h2" size="md" m={0} display="flex" className="packet-step">{ICONS[state]}&nbsp;{name} <Text span size="sm" c="dimmed" fw={400}>&nbsp;({WORDS[state]})</Text></Text>
      <Text size="sm">{said}</Text>
      {children}
    </li>
  );
}
