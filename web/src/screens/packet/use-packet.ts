/** What the screen shows of one packet; everything is asked for again when the patient's record moves. */
import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';

export type Packet = Schemas['Packet'];
export type Authorization = Schemas['Authorization'];
export type PacketPages = Schemas['PacketPages'];
export type Channels = Schemas['Channels'];

export function usePacket(patientId: string, packetId: string) {
  return useQuery({ queryKey: ['patient', patientId, 'packet', packetId], queryFn: () => ask(api.GET('/v1/patients/{patientId}/packets/{packetId}', { params: { path: { patientId, packetId } }, headers: { accept: 'application/json' } })) as Promise<Packet> });
}

export function usePacketPages(patientId: string, packetId: string) {
  return useQuery({ queryKey: ['patient', patientId, 'packet', packetId, 'pages'], queryFn: () => ask(api.GET('/v1/patients/{patientId}/packets/{packetId}/pages', { params: { path: { patientId, packetId } } })) });
}

export function useAuthorizations(patientId: string) {
  return useQuery({ queryKey: ['patient', patientId, 'authorizations'], queryFn: () => ask(api.GET('/v1/patients/{patientId}/authorizations', { params: { path: { patientId } } })) });
}

export function useChannels(patientId: string, authorizationId: string, isWanted: boolean) {
  return useQuery({
    queryKey: ['patient', patientId, 'channels', authorizationId], enabled: isWanted,
    queryFn: () => ask(api.GET('/v1/patients/{patientId}/authorizations/{authorizationId}/channels', { params: { path: { patientId, authorizationId } } })),
  });
}
