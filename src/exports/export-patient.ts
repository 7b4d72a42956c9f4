/** Everything of one patient, for the person whose it is: as data, as a FHIR Bundle, or as a PDF to read. On the audit before its first byte leaves, and so part of what it tells. */
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { isRejection } from '../../machines/kernel/rejection';
import { PatientSources, type PatientSource } from '../fhir';
import { renderInWorker } from '../packets';
import { patientView } from '../patients';
import type { Caller } from '../platform/auth/caller';
import { daysIn } from '../platform/clock/clock';
import { actorNames } from '../platform/database/actor-names';
import type { Store } from '../platform/database/store';
import { STORE } from '../platform/database/store-token';
import { Answer, type Answered } from '../platform/http/answer';
import { FHIR_TYPE, JSON_TYPE, PDF_TYPE, preferredType } from '../platform/http/media-types';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { standingsJson } from '../status';
import { accessesOf, countedAccesses } from './patient-accesses';
import { bundled, bundleJson, type BundledDocument } from './patient-bundle';
import { patientCopy } from './patient-copy';
import { factHistories, logView, type Names } from './patient-record-parts';

export const EXPORT_TYPES = [JSON_TYPE, FHIR_TYPE, PDF_TYPE];
export const EXPORT_FORMATS = ['json', 'fhir', 'pdf'] as const;
type Format = (typeof EXPORT_FORMATS)[number];
const TYPE_OF: Readonly<Record<Format, string>> = { json: JSON_TYPE, fhir: FHIR_TYPE, pdf: PDF_TYPE };
const ENDING_OF: Readonly<Record<Format, string>> = { json: 'json', fhir: 'fhir.json', pdf: 'pdf' };

interface Exported {
  readonly caller: Caller;
  readonly patientId: string;
  readonly loaded: PatientAt;
  readonly source: PatientSource;
  readonly exportedAt: string;
}

@Injectable()
export class ExportPatient {
  constructor(private readonly log: PatientLog, private readonly sources: PatientSources, @Inject(STORE) private readonly store: Pick<Store, 'sql' | 'reads'>) {}

  /** `format` decides before `Accept`. */
  async execute(caller: Caller, patientId: string, asked: { readonly format?: Format }, accepts: string | undefined, origin: string): Promise<Answered> {
    const preferred = preferredType(accepts, EXPORT_TYPES);
    const format = asked.format ?? EXPORT_FORMATS.find((each) => TYPE_OF[each] === preferred) ?? 'json';
    const loaded = await this.log.read(caller, patientId, `export-patient:${format}`);
    if (isRejection(loaded)) return loaded;
    const source = await this.sources.of(caller, patientId, loaded, true);
    const exported = { caller, patientId, loaded, source, exportedAt: this.log.now() };
    const headers = { 'content-type': format === 'pdf' ? PDF_TYPE : `${TYPE_OF[format]}; charset=utf-8`, 'content-disposition': `attachment; filename="record-${patientId}-${source.asOf}.${ENDING_OF[format]}"` };
    switch (format) {
      case 'json': return new Answer(200, Readable.from(this.json(exported)), headers);
      case 'fhir': return new Answer(200, Readable.from(bundleJson(`${origin}/fhir/r4`, source, this.documentsOf(source), (sha256) => this.content(caller, sha256), exported.exportedAt)), headers);
      case 'pdf': return new Answer(200, await this.pdf(exported), headers);
    }
  }

  /** A piece at a time: documents and audit are never in memory at once. */
  private async* json({ caller, patientId, loaded, source, exportedAt }: Exported): AsyncGenerator<string> {
    const { patient, version, practice: { policies } } = loaded;
    const events = await this.log.events(caller, patientId);
    const names = await this.names(caller, events);
    const { episodes: _, documents: __, ...person } = patientView(patientId, patient, version);
    const head = {
      format: 'pathgate-patient', exportedAt, practice: { id: caller.practice, name: source.practiceName }, ...person, asOf: source.asOf,
      facts: factHistories(patient, events, names), recorded: patient.episodes.map(({ id, ...episode }) => ({ episodeId: id, ...episode })),
      authorizations: patient.authorizations.map(({ id, beforeDecision: ___, ...authorization }) => ({ authorizationId: id, ...authorization })), recordsRequests: patient.recordsRequests,
      packets: source.packets.map(({ packetId, authorizationId, state, issuedAt, stale, review, signature, model }) => ({ packetId, authorizationId, state, issuedAt, stale, review, signature, packet: model })),
      log: logView(events, names),
    };
    yield `${JSON.stringify(head).slice(0, -1)},"standing":${standingsJson(source.standings, 'all', policies)},"documents":[`;
    for (const [index, document] of this.documentsOf(source).entries()) {
      const bytes = await this.content(caller, document.sha256);
      yield `${index === 0 ? '' : ','}${JSON.stringify({ documentId: document.id, title: document.title, mediaType: document.mediaType, sha256: document.sha256, content: bytes?.toString('base64') ?? null })}`;
    }
    yield '],"accesses":[';
    let isFirst = true;
    for await (const rows of accessesOf(this.store.sql, caller.practice, patientId)) {
      yield `${isFirst ? '' : ','}${rows.map((row) => JSON.stringify(row)).join(',')}`;
      isFirst = false;
    }
    yield ']}';
  }

  private async pdf({ caller, patientId, loaded: { patient }, source }: Exported): Promise<Buffer> {
    const events = await this.log.events(caller, patientId);
    const [names, accesses] = await Promise.all([this.names(caller, events), countedAccesses(this.store.sql, caller.practice, patientId, daysIn(caller.timeZone))]);
    const instants = new Intl.DateTimeFormat('en-CA', { timeZone: caller.timeZone, dateStyle: 'short', timeStyle: 'short', hour12: false });
    const copy = patientCopy({
      practice: source.practiceName, writtenOn: source.asOf, patient, standings: source.standings, events, names, accesses, at: (instant) => instants.format(Date.parse(instant)).replace(',', ''),
    });
    const contents = await Promise.all(copy.documents.map(async ({ id, sha256, mediaType, printed }) => {
      const bytes = await this.content(caller, printed?.sha256 ?? sha256);
      return bytes === undefined ? [] : [{ id, mediaType: printed?.mediaType ?? mediaType, bytes }];
    }));
    const { bytes } = await renderInWorker({ kind: 'patient-copy', patientId, copy, documents: contents.flat() });
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** What was attached, and what was signed and sent. */
  private documentsOf({ patient, packets }: PatientSource): readonly BundledDocument[] {
    const signed = packets.flatMap(({ packetId, signature }) => (signature === null ? [] : [{ id: packetId, title: 'Packet, as it was signed', mediaType: PDF_TYPE, sha256: signature.manifest.pdf.sha256 }]));
    return [...patient.documents.map(bundled), ...signed];
  }

  private async content({ practice }: Caller, sha256: string): Promise<Buffer | undefined> {
    return (await this.store.reads.document(practice, sha256))?.bytes;
  }

  private names({ practice }: Caller, events: readonly { readonly actorId: string }[]): Promise<Names> {
    return actorNames(this.store.sql, practice, events.map(({ actorId }) => actorId));
  }
}
