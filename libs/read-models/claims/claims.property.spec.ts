/** Claims folded event by event are those that all events together say, at any position and however they are folded. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Claims } from '#domain/claims';
import { naiveClaims } from '../../../test/support/naive-claims.ts';
import { CONTRIBUTIONS, INVOICE, LETTERS, PEOPLE, randomLife } from '../../../test/support/random-life.ts';
import { asking, foldInto, inFolder } from '../../../test/support/read-models.ts';
import { digestOf } from '../runtime/read-model-file.ts';
import { claimsProjection } from './projection.ts';
import { ClaimsRegister } from './reader.ts';

/** Every question that a command could ask. */
function everyAnswer(claims: Claims): unknown {
  return [null, ...CONTRIBUTIONS].map((except) => ({
    hours: PEOPLE.map((person) => claims.hoursOf(person, except)),
    documents: LETTERS.map((letter) => claims.document(letter.repeat(64), except)),
    invoice: claims.invoice(INVOICE.issuer, INVOICE.number, except),
    draws: CONTRIBUTIONS.map((id) => claims.drawsOn(id, except)),
    fundings: CONTRIBUTIONS.map((id) => claims.fundingOf(id)),
    values: claims.valuesOf('lecco-2025'),
  }));
}

describe('claims', () => {
  it('at any position are what all events until then say', () => {
    fc.assert(
      fc.property(randomLife, fc.array(fc.nat(), { maxLength: 3 }), (life, moments) => {
        const items = life.items();
        asking(claimsProjection, items, (reader) => {
          const register = new ClaimsRegister(reader);
          for (const position of [items.length, ...moments.map((moment) => moment % (items.length + 1))]) {
            const wanted = everyAnswer(naiveClaims(life.told.slice(0, position)));
            expect(everyAnswer(register.at(BigInt(position)))).toEqual(wanted);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('and findings are the same rows in whatever batches the log is folded', () => {
    fc.assert(
      fc.property(randomLife, fc.nat(), (life, moment) => {
        const items = life.items();
        const cut = moment % (items.length + 1);
        const digests = [[items.length], [cut, items.length], items.map((_, index) => index + 1)].map(
          (ends) =>
            inFolder((folder) => {
              for (const end of ends) foldInto(folder, claimsProjection, items.slice(0, end));
              return digestOf(folder, claimsProjection);
            }),
        );
        expect(new Set(digests).size).toBe(1);
      }),
      { numRuns: 8 },
    );
  });

  it('of commands that were decided one after the other break no rule', () => {
    fc.assert(
      fc.property(randomLife, (life) => {
        asking(claimsProjection, life.items(), (reader) => {
          const { findings } = new ClaimsRegister(reader).findings(null, { after: 0, limit: 100 });
          expect(findings).toEqual([]);
        });
      }),
      { numRuns: 60 },
    );
  });
});
