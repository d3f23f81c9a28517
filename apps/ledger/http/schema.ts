/** The forms that the JSON Schemas of answers are made of. */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string' };
export const textOrNull: Schema = { type: ['string', 'null'] };
export const id: Schema = { type: 'string', format: 'uuid' };
export const idOrNull: Schema = { type: ['string', 'null'], format: 'uuid' };
export const date: Schema = { type: 'string', format: 'date' };
export const dateOrNull: Schema = { type: ['string', 'null'], format: 'date' };
export const count: Schema = { type: 'integer', format: 'int32', minimum: 0 };
export const countOrNull: Schema = { type: ['integer', 'null'], format: 'int32', minimum: 0 };
export const flag: Schema = { type: 'boolean' };
export const position: Schema = { type: 'string', pattern: '^(0|[1-9][0-9]*)$' };

export const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: [...values] });
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const list = (items: Schema): Schema => ({ type: 'array', items });
/** Every member is always there and no other is. */
export const object = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  additionalProperties: false,
  properties,
});
export const page = (items: Schema): Schema => object({ items: list(items), nextCursor: textOrNull });
