/** Earlier versions ask for the same SQLite driver under the name that it had before files could be encrypted. */
const Module = require('node:module');

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return resolve.call(this, request === 'better-sqlite3' ? 'better-sqlite3-multiple-ciphers' : request, ...rest);
};
