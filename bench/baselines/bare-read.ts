/**
 * The least that could answer a status: Fastify, the patient's snapshot from SQLite, JSON.parse, and a body of the size the
 * service answers with. Started by a bench: `bare-read.ts FILE BYTES PRACTICE`, port in PORT. The file is a database of the service.
 */
import Database from 'better-sqlite3-multiple-ciphers';
import fastify from 'fastify';

const db = new Database(process.argv[2] as string, { readonly: true });
const select = db.prepare('SELECT state FROM snapshot WHERE practice_id = ? AND stream_id = ?').pluck();
const practice = process.argv[4];
const body = JSON.stringify({ answer: 'x'.repeat(Number(process.argv[3])) });

const app = fastify();
app.get('/ready', () => ({ status: 'ready' }));
app.get<{ Params: { patient: string } }>('/patients/:patient', (request, reply) => {
  const state = JSON.parse((select.get(practice, request.params.patient) as Buffer).toString('utf8')) as { readonly patient?: { readonly id?: string } };
  if (state.patient?.id !== request.params.patient) return reply.code(500).send();
  return reply.type('application/json; charset=utf-8').send(body);
});
process.on('SIGTERM', () => process.exit(0));
void app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
