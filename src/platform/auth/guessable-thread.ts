/** The thread's side of `guessable.ts`: one password, and whether it is easily guessed. */
import { parentPort, workerData } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

export interface GuessableJob {
  readonly password: string;
  /** Names that who guesses would try first. */
  readonly names: readonly string[];
}

/** Of 0 to 4. Below it the estimate is fewer than a hundred million guesses: within reach where a table of hashes was stolen. */
const SCORE_MIN = 3;

const { password, names } = workerData as GuessableJob;
const { score } = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }).check(password, [...names]);
parentPort?.postMessage(score < SCORE_MIN);
