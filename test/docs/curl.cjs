/** As much of curl as the README's story uses, where no curl is installed: -s, -H, -d and an address. */
const [headers, rest] = [{}, []];
let body;
const words = process.argv.slice(2);
while (words.length > 0) {
  const word = words.shift();
  if (word === '-H') {
    const [, name, value] = /^([^:]+): (.*)$/s.exec(words.shift());
    headers[name] = value;
  } else if (word === '-d') body = words.shift();
  else if (word !== '-s') rest.push(word);
}
globalThis.fetch(rest[0], { headers, ...(body === undefined ? {} : { method: 'POST', body }) })
  .then((answer) => answer.arrayBuffer())
  .then((bytes) => process.stdout.write(new Uint8Array(bytes)));
