/** What every refusal over HTTP must look like (RFC 9457). */
import { expect } from '@jest/globals';
import type { Answer, Problem } from './api.ts';

export interface Expected {
  readonly status: number;
  readonly code: string;
  /** One of the faults must point here; absent where no member is at fault. */
  readonly pointer?: string;
}

export function expectProblem(answer: Answer<unknown>, expected: Expected): void {
  const problem = (answer.body ?? {}) as Problem;
  const pointers = problem.errors?.map(({ pointer }) => pointer) ?? [];
  const { pointer } = expected;
  expect({
    status: answer.status,
    code: problem.code,
    ...(pointer === undefined ? {} : { pointer: pointers.includes(pointer) ? pointer : pointers }),
  }).toEqual(expected);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json\b/);
  expect(problem.status).toBe(answer.status);
  for (const member of ['type', 'title', 'detail', 'instance', 'correlationId'] as const) {
    expect([member, typeof problem[member], problem[member] !== '']).toEqual([member, 'string', true]);
  }
  for (const fault of problem.errors ?? []) {
    expect(fault.pointer).toMatch(/^(\/([^~/]|~[01])*)*$/);
    expect(fault.detail.length).toBeGreaterThan(0);
  }
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d|at Object\.|SQLITE|stack/i);
}
