export { refuseFile, type OutgoingFile } from './channel-limits';
export { decideDirectory, type DirectoryGiven } from './decide-directory';
export { entriesOf, evolveDirectory } from './directory';
export { ENTRY_KINDS, type DirectoryCommand, type DirectoryEvent, type EntryKind } from './events';
export { IDENTIFIERS, isIdentifier, isNpi } from './identifiers';
export {
  CHANNEL_KINDS, EMPTY_DIRECTORY,
  type Address, type Channel, type ChannelKind, type Directory, type Exemption, type Facility, type Organization, type Payer, type PeerToPeerWindow, type Plan, type Practitioner, type Reachable,
} from './types';
export { exemptionOn, isInForce, waysOf, type Ways } from './ways';
export { missingFields, missingOfEntry, type DirectoryRecord, type MissingField, type Parties } from './missing-fields';
