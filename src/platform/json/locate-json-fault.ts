/** Says where a JSON text is refused and why: the slow reading that only refused input gets. Never repeats a value. */
export interface JsonFault {
  /** JSON pointer (RFC 6901) to the value that was being read. */
  readonly pointer: string;
  readonly code: 'malformed' | 'byte-order-mark' | 'duplicate-key' | 'too-deep' | 'unsafe-number' | 'broken-text';
  readonly message: string;
  /** In characters from the start. */
  readonly offset: number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- control characters must be escaped in JSON strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
/** A digit other than 0 before the exponent. */
const SOMETHING = /^[^eE]*[1-9]/;
const SPACE = /[ \t\n\r]*/y;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** The first fault of a text, or the end of it when there is none to be found. */
export function locateJsonFault(text: string, depthMax: number): JsonFault {
  return findJsonFault(text, depthMax) ?? { pointer: '', code: 'malformed', message: 'This is not JSON.', offset: text.length };
}

/** The first fault of a text, if it has one. */
export function findJsonFault(text: string, depthMax: number): JsonFault | undefined {
  const reader = new Reader(text, depthMax);
  reader.readDocument();
  return reader.fault;
}

class Reader {
  fault: JsonFault | undefined;
  private at = 0;

  constructor(private readonly text: string, private readonly depthMax: number) {}

  readDocument(): void {
    if (this.text.startsWith('\ufeff')) return void this.fail('', 'byte-order-mark', 'Send it without a byte order mark.');
    if (!this.readValue('', 0)) return;
    this.skipSpace();
    if (this.at < this.text.length) this.malformed('', 'Nothing may follow the JSON value.');
  }

  /** True while the text is sound; the first fault stops all reading. */
  private readValue(pointer: string, depth: number): boolean {
    this.skipSpace();
    const char = this.text[this.at];
    if (char === '{' || char === '[') {
      if (depth === this.depthMax) return this.fail(pointer, 'too-deep', `Nest objects and lists at most ${this.depthMax} deep.`);
      return char === '{' ? this.readObject(pointer, depth + 1) : this.readList(pointer, depth + 1);
    }
    if (char === '"') return this.readString(pointer) !== undefined;
    for (const literal of ['true', 'false', 'null']) if (this.text.startsWith(literal, this.at)) return this.step(literal.length);
    const number = this.match(NUMBER);
    if (number === undefined || number === '') return this.malformed(pointer, 'A JSON value is expected here.');
    if (Number(number) === 0 && SOMETHING.test(number)) return this.fail(pointer, 'unsafe-number', 'Send a number that a double holds; this one is so small that it would be read as 0.');
    if (Math.abs(Number(number)) <= Number.MAX_SAFE_INTEGER) return this.step(number.length);
    return this.fail(pointer, 'unsafe-number', 'Send a number that a double holds exactly, at most 9007199254740991.');
  }

  private readObject(pointer: string, depth: number): boolean {
    const keys = new Set<string>();
    this.step(1);
    if (this.takes('}')) return true;
    do {
      this.skipSpace();
      const start = this.at;
      const key = this.readString(pointer);
      if (key === undefined) return false;
      const member = `${pointer}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
      if (keys.has(key)) {
        this.at = start;
        return this.fail(member, 'duplicate-key', 'Send each key of an object once.');
      }
      keys.add(key);
      if (!this.takes(':')) return this.malformed(member, 'A colon is expected here.');
      if (!this.readValue(member, depth)) return false;
    } while (this.takes(','));
    return this.takes('}') || this.malformed(pointer, 'A comma or the end of the object is expected here.');
  }

  private readList(pointer: string, depth: number): boolean {
    this.step(1);
    if (this.takes(']')) return true;
    let index = 0;
    do {
      if (!this.readValue(`${pointer}/${index++}`, depth)) return false;
    } while (this.takes(','));
    return this.takes(']') || this.malformed(pointer, 'A comma or the end of the list is expected here.');
  }

  private readString(pointer: string): string | undefined {
    const quoted = this.match(STRING);
    if (quoted === undefined) return void this.malformed(pointer, 'A text in double quotes is expected here.');
    const value = JSON.parse(quoted) as string;
    if (LONE_SURROGATE.test(value)) return void this.fail(pointer, 'broken-text', 'Send text as valid Unicode; half of a character stands here.');
    this.step(quoted.length);
    return value;
  }

  private takes(char: string): boolean {
    this.skipSpace();
    return this.text[this.at] === char && this.step(1);
  }

  private skipSpace(): void {
    this.step(this.match(SPACE)?.length ?? 0);
  }

  private match(sticky: RegExp): string | undefined {
    sticky.lastIndex = this.at;
    return sticky.exec(this.text)?.[0];
  }

  private step(length: number): true {
    this.at += length;
    return true;
  }

  private malformed(pointer: string, message: string): false {
    return this.fail(pointer, 'malformed', `This is not JSON: ${message.charAt(0).toLowerCase()}${message.slice(1)}`);
  }

  private fail(pointer: string, code: JsonFault['code'], message: string): false {
    this.fault = { pointer, code, message, offset: this.at };
    return false;
  }
}
