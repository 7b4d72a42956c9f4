/** The control: a service that logs as one easily would. Loaded into its process before everything else. */
const http = require('node:http');

const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, ...rest) {
  if (event === 'request') {
    console.error(`${request.method} ${request.url}`);
    request.on('data', (chunk) => console.error(String(chunk)));
  }
  return emit.call(this, event, request, ...rest);
};
