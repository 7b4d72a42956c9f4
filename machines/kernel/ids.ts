/** Identifiers are opaque strings made outside this room and handed in. */
type Branded<Name extends string> = string & { readonly __id?: Name };

export type PracticeId = Branded<'practice'>;
export type PatientId = Branded<'patient'>;
export type FactId = Branded<'fact'>;
export type EpisodeId = Branded<'episode'>;
export type AuthorizationId = Branded<'authorization'>;
export type DocumentId = Branded<'document'>;
export type PacketId = Branded<'packet'>;
export type RecordsRequestId = Branded<'records-request'>;
export type SubmissionId = Branded<'submission'>;
/** Who acted: a key's or a user's id, never a name. */
export type ActorId = Branded<'actor'>;
/** A server instant, ISO 8601 in UTC with milliseconds. */
export type Instant = Branded<'instant'>;
