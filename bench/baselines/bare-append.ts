/**
 * The least that could record something durably: Fastify, better-sqlite3 with WAL and FULL, one row per request, all that
 * arrived in one turn of the event loop in one transaction. Started by a bench: `bare-append.ts FILE`, port in PORT.
 */
import Database from 'better-sqlite3-multiple-ciphers';
import fastify from 'fastify';

const db = new Database(process.argv[2] as string);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, stream TEXT NOT NULL, data BLOB NOT NULL)');
const insert = db.prepare('INSERT INTO row (stream, data) VALUES (?, ?)');

let waiting: { readonly stream: string; readonly data: string; readonly done: (id: number) => void }[] = [];
const append = db.transaction((group: typeof waiting) => group.map(({ stream, data }) => Number(insert.run(stream, data).lastInsertRowid)));

function flush(): void {
  const group = waiting;
  waiting = [];
  const ids = append.immediate(group);
  group.forEach(({ done }, index) => done(ids[index] as number));
}

const app = fastify();
app.get('/ready', () => ({ status: 'ready' }));
app.post<{ Params: { stream: string } }>('/streams/:stream', async (request, reply) => {
  const id = await new Promise<number>((done) => {
    if (waiting.push({ stream: request.params.stream, data: JSON.stringify(request.body), done }) === 1) setImmediate(flush);
  });
  return reply.code(201).send({ id });
});
process.on('SIGTERM', () => process.exit(0));
void app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
