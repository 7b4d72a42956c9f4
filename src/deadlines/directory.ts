/** The practice's directory as deadlines read it: whom a peer-to-peer window and an exemption are asked of. Nobody fills one yet. */
import { EMPTY_DIRECTORY, type Directory } from '../../machines/directory/types';

export const DIRECTORY: Directory = EMPTY_DIRECTORY;
