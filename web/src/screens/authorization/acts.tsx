/** What can be done from here: as the map of an authorization and the role allow. The likely next one is filled. */
import { Anchor, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client';
import { useMay } from '../../api/session';

export type Act =
  | { readonly kind: 'decide' | 'answer' | 'accept' | 'decline' | 'schedule' | 'reschedule' | 'cancel' | 'peer-to-peer' | 'appeal' | 'withdraw' | 'acknowledge' }
  | { readonly kind: 'correct'; readonly number: number }
  | { readonly kind: 'letter-day'; readonly deadline: NonNullable<Schemas['Authorization']['letterMaySet']>[number] };

const DECISIONS = ['affirm', 'partially-affirm', 'modify', 'deny', 'pend', 'reject', 'find-not-required', 'answer', 'cancel'];

interface Props {
  readonly patientId: string;
  readonly authorization: Schemas['Authorization'];
  readonly onAct: (act: Act) => void;
}

export function Acts({ patientId, authorization, onAct }: Props) {
  const { authorizationId, position, packetId, possible = [], expiryAcknowledged, submission } = authorization;
  const may = { track: useMay('track-authorization'), accept: useMay('accept-modification'), request: useMay('request-authorization'), deny: useMay('read-denial') };
  const can = (...acts: readonly string[]): boolean => acts.some((act) => possible.includes(act));
  const isDenied = authorization.determinations.some(({ decision }) => decision === 'denied' || decision === 'partially-affirmed' || decision === 'modified');
  const needsPacket = packetId !== undefined && may.request && can('request', 'submit') && submission?.state !== 'queued';
  const decides = may.track && can(...DECISIONS);
  const isEnded = decides && !can(...DECISIONS.filter((act) => act !== 'cancel'));
  return (
    <Group gap="xs" role="group" aria-label="What can be done">
      {needsPacket && <Button renderRoot={(props) => <Link to="/patients/$patientId/packets/$packetId" params={{ patientId, packetId }} {...props} />} variant={position === 'draft' || position === 'requested' || position === 'rejected' ? 'filled' : 'default'}>{position === 'draft' ? 'Review the packet and request' : 'Packet: sign, send, request again'}</Button>}
      {decides && <Button variant={position === 'submitted' || position === 'answered' ? 'filled' : 'default'} onClick={() => onAct({ kind: 'decide' })}>{isEnded ? 'The payer cancelled it' : 'Record a decision'}</Button>}
      {decides && <Button variant="default" onClick={() => onAct({ kind: 'answer' })}>Paste the payer's message</Button>}
      {may.accept && can('accept') && <Button onClick={() => onAct({ kind: 'accept' })}>Accept what was approved instead</Button>}
      {may.accept && can('decline') && <Button variant="default" onClick={() => onAct({ kind: 'decline' })}>Decline it</Button>}
      {!may.accept && can('accept') && <Text size="sm">A clinician accepts or declines what was approved instead.</Text>}
      {isDenied && may.deny && <Anchor px="xs" renderRoot={(props) => <Link to="/patients/$patientId/authorizations/$authorizationId/denial" params={{ patientId, authorizationId }} {...props} />}>Denial card</Anchor>}
      {may.track && can('schedule-peer-to-peer') && <Button variant={position === 'denied' ? 'filled' : 'default'} onClick={() => onAct({ kind: 'peer-to-peer' })}>{position === 'peer-to-peer' ? 'Another peer-to-peer call' : 'Peer-to-peer call'}</Button>}
      {may.track && can('appeal') && <Button variant="default" onClick={() => onAct({ kind: 'appeal' })}>Record an appeal</Button>}
      {may.track && position === 'expired' && expiryAcknowledged === undefined && <Button onClick={() => onAct({ kind: 'acknowledge' })}>Acknowledge that it lapsed</Button>}
      {may.request && can('withdraw') && <Button variant="default" onClick={() => onAct({ kind: 'withdraw' })}>Withdraw</Button>}
    </Group>
  );
}
