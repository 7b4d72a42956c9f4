/** The API document's types as a caller of the client meets them. */
import type { components, paths } from './schema';

/** `Schemas['Status']`: every named object of the API. */
export type Schemas = components['schemas'];

export type Method = 'get' | 'post' | 'put' | 'delete';
export type PathOf<M extends Method> = { [Path in keyof paths]: paths[Path] extends { [K in M]: { responses: unknown } } ? Path : never }[keyof paths];
type OperationOf<Path extends keyof paths, M extends Method> = paths[Path] extends { [K in M]: infer Operation } ? Operation : never;

type Key = 'Idempotency-Key';
type OptionalKey<Header> = Key extends keyof Header ? Omit<Header, Key> & { readonly [K in Key]?: string } : Header;
/** The client makes the key of a write, so that a caller may leave it out; what else the document asks for stays asked for. */
type Params<Given> = { [Part in keyof Given]: Part extends 'header' ? OptionalKey<Given[Part]> : Given[Part] };
/** A part in which nothing is required may be left out. */
type WhereRequired<Given> = { [Part in keyof Given as object extends Given[Part] ? never : Part]: Given[Part] } & { [Part in keyof Given as object extends Given[Part] ? Part : never]?: Given[Part] };
type ParamsOption<Given> = object extends WhereRequired<Given> ? { readonly params?: WhereRequired<Given> } : { readonly params: WhereRequired<Given> };

/** A file goes as it is, with its `content-type` in `headers`. */
type BodyOf<Content> = Content extends { 'application/json': infer Json } ? Json : string | Uint8Array | Blob;
type BodyOption<Operation> = Operation extends { requestBody: { content: infer Content } } ? { readonly body: BodyOf<Content> }
  : Operation extends { requestBody?: never } ? object
    : Operation extends { requestBody?: { content: infer Content } } ? { readonly body?: BodyOf<Content> } : object;

export type ParseAs = 'json' | 'text' | 'blob' | 'arrayBuffer' | 'stream';

export interface CommonInit<As extends ParseAs> {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** How the answer is read: `arrayBuffer` for a packet's PDF. JSON when left out. */
  readonly parseAs?: As;
}

type InitOf<Operation, As extends ParseAs> = CommonInit<As> & BodyOption<Operation> & (Operation extends { parameters: infer Given } ? ParamsOption<Params<Given>> : object);
type InitArguments<Init> = object extends Init ? [init?: Init] : [init: Init];

type Success = 200 | 201 | 202;
type JsonOf<Operation> = Operation extends { responses: infer Responses } ? { [Status in keyof Responses & Success]: Responses[Status] extends { content: { 'application/json': infer Json } } ? Json : undefined }[keyof Responses & Success] : never;
interface ReadAs {
  readonly text: string;
  readonly blob: Blob;
  readonly arrayBuffer: ArrayBuffer;
  readonly stream: ReadableStream<Uint8Array> | null;
}
export type DataOf<Operation, As extends ParseAs> = As extends keyof ReadAs ? ReadAs[As] : JsonOf<Operation>;

export interface Answer<Data> {
  readonly data: Data;
  readonly status: number;
  readonly headers: Headers;
  /** Of the record as answered; for `ifMatch`, and for the `If-None-Match` of a status. */
  readonly etag: string | undefined;
  /** The write had been recorded before, under the same key; this is its first answer again. */
  readonly isReplayed: boolean;
}

export type Call<M extends Method> = <Path extends PathOf<M>, As extends ParseAs = 'json'>(path: Path, ...init: InitArguments<InitOf<OperationOf<Path, M>, As>>) => Promise<Answer<DataOf<OperationOf<Path, M>, As>>>;

type PageOf<Operations> = Operations extends { get: { responses: { 200: { content: { 'application/json': { items: readonly (infer Item)[]; next: string | null } } } } } } ? Item : never;
/** The lists that come in pages. */
export type PagedPath = { [Path in keyof paths]: [PageOf<paths[Path]>] extends [never] ? never : Path }[keyof paths];
export type ItemOf<Path extends PagedPath> = PageOf<paths[Path]>;
/** What narrows the list; the pages' `cursor` is the client's own. */
export type QueryOf<Path extends PagedPath> = paths[Path] extends { get: { parameters: { query?: infer Query } } } ? Omit<NonNullable<Query>, 'cursor'> : never;
