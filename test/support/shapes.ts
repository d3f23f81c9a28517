/** Holds answers to the shapes that the published description promises. */
import { expect } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { TestService } from './service.ts';

/** Checks a body against a schema of the description by its name: no member more or less. */
export async function shapesOf({ url }: TestService): Promise<(name: string, body: unknown) => void> {
  const description = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as object;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema({ ...description, $id: 'openapi' });
  return (name, body) => {
    const validate = ajv.getSchema(`openapi#/components/schemas/${name}`);
    if (validate === undefined) throw new Error(`the description has no schema ${name}`);
    const fits = validate(body);
    expect([name, fits ? [] : validate.errors]).toEqual([name, []]);
  };
}
