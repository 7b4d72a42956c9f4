/** The thread's side of `sqlite-writer-in-thread.ts`: it owns the connection that writes. */
import { parentPort, workerData } from 'node:worker_threads';
import { openWriter, leaveWaitingToQueue } from '../database/sqlite-connection';
import { SqliteWriterHere, type SqliteWriter } from './sqlite-writer';
import { toFailure, type Answer, type Done, type FromWriter, type ToWriter, type Work, type WriterData } from './sqlite-writer-messages';

function main(): void {
  const { file: { file, keyFile } } = workerData as WriterData;
  const db = openWriter(file, keyFile);
  leaveWaitingToQueue(db);
  const writer = new SqliteWriterHere(db);
  const answers = new Answers();
  parentPort?.on('message', (message: ToWriter) => {
    if (message === 'drain') void writer.drain().then(() => answers.then('drained'));
    else if (message === 'close') void writer.close().then(() => parentPort?.close());
    else message.work.forEach((each, index) => answers.await(message.first + index, perform(writer, each)));
  });
  say('ready');
}

function perform(writer: SqliteWriter, work: Work): Promise<Done> {
  if ('commit' in work) return writer.commit(work.commit);
  return 'statement' in work ? writer.execute(work.statement) : writer.executeAll(work.statements) as Promise<undefined>;
}

/** What became durable together is told together. */
class Answers {
  private waiting: Answer[] = [];

  await(n: number, performing: Promise<Done>): void {
    performing.then((done) => this.add({ n, done }), (error: unknown) => this.add({ n, failed: toFailure(error) }));
  }

  then(message: 'drained'): void {
    this.tell();
    say(message);
  }

  private add(answer: Answer): void {
    this.waiting.push(answer);
    if (this.waiting.length === 1) queueMicrotask(() => this.tell());
  }

  private tell(): void {
    if (this.waiting.length === 0) return;
    say(this.waiting);
    this.waiting = [];
  }
}

function say(message: FromWriter): void {
  parentPort?.postMessage(message);
}

try {
  main();
} catch (error) {
  say({ notStarted: toFailure(error) });
}
