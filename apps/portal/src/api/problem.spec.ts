import { describe, expect, it } from '@jest/globals';
import { failureOf } from './problem.ts';

describe('failureOf', () => {
  it('keeps what the reader can quote', () => {
    const problem = { title: 'Internal error', status: 500, code: 'INTERNAL', correlationId: '7F3A' };
    const failure = failureOf(new Response(null, { status: 500 }), problem);
    expect(failure).toMatchObject({ status: 500, code: 'INTERNAL', correlationId: '7F3A', detail: null });
  });

  it('bears answers that are no problem objects', () => {
    const failure = failureOf(new Response('<html>', { status: 502 }), '<html>');
    expect(failure).toMatchObject({ status: 502, code: null, correlationId: null, message: 'HTTP 502' });
  });

  it('tells how long to wait only when the server says so in seconds', () => {
    const after = (value: string) =>
      failureOf(new Response(null, { status: 429, headers: { 'retry-after': value } }), {}).retryAfterSeconds;
    expect(after('40')).toBe('40');
    expect(after('Wed, 21 Oct 2026 07:28:00 GMT')).toBeNull();
  });
});
