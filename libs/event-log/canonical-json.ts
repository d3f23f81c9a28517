/**
 * Canonical JSON (RFC 8785), restricted to what an event may hold: strings, booleans, null, safe integers,
 * arrays and plain objects. Anything whose bytes could differ between writers is refused, not repaired.
 */

export const MAX_DEPTH = 16;
/** Needs no check of surrogates or normal form; most texts of an event are such. */
const PLAIN_ASCII = /^[\x20-\x7e]*$/;
const KEY_FORM = /^[a-z][A-Za-z0-9]*$/;

export class NotCanonical extends Error {
  override readonly name = 'NotCanonical';
  /** JSON pointer (RFC 6901) of the offending value. */
  readonly pointer: string;

  constructor(pointer: string, why: string) {
    super(`${pointer === '' ? 'the value' : pointer} ${why}`);
    this.pointer = pointer;
  }
}

/** The RFC 8785 text of `value`. Throws {@link NotCanonical} naming the first value that has no canonical form. */
export function canonicalJson(value: unknown): string {
  return write(value, '', 0);
}

/** The text of a value as the member `name` of an object that is written elsewhere: one level down, by that pointer. */
export function canonicalMember(name: string, value: unknown): string {
  return write(value, `/${name}`, 1);
}

function write(value: unknown, pointer: string, depth: number): string {
  if (depth > MAX_DEPTH) throw new NotCanonical(pointer, `is nested deeper than ${MAX_DEPTH} levels`);
  switch (typeof value) {
    case 'string':
      return writeString(value, pointer);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isSafeInteger(value)) {
        throw new NotCanonical(pointer, 'is a number that is no safe integer; write it as a decimal string');
      }
      return Object.is(value, -0) ? '0' : String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writeArray(value, pointer, depth) : writeObject(value, pointer, depth);
    default:
      throw new NotCanonical(pointer, `is of type ${typeof value}, which JSON cannot hold`);
  }
}

function writeString(value: string, pointer: string): string {
  if (PLAIN_ASCII.test(value)) return JSON.stringify(value);
  if (!value.isWellFormed()) throw new NotCanonical(pointer, 'holds a lone surrogate');
  if (value.normalize('NFC') !== value) throw new NotCanonical(pointer, 'is not in Unicode form NFC');
  return JSON.stringify(value);
}

function writeArray(values: readonly unknown[], pointer: string, depth: number): string {
  let text = '[';
  for (let i = 0; i < values.length; i += 1) {
    text += (i === 0 ? '' : ',') + write(values[i], `${pointer}/${i}`, depth + 1);
  }
  return `${text}]`;
}

function writeObject(value: object, pointer: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new NotCanonical(pointer, 'is not a plain object');
  }
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    if (!KEY_FORM.test(key)) {
      const why = `has the key ${JSON.stringify(key)}; keys are letters and digits, lower case first`;
      throw new NotCanonical(pointer, why);
    }
    const member = write((value as Record<string, unknown>)[key], `${pointer}/${key}`, depth + 1);
    text += `${text.length === 1 ? '' : ','}"${key}":${member}`;
  }
  return `${text}}`;
}
