/** A figure is published only as the ledger gives it, under the next number; later it is marked, never changed. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { specFor } from '#event-sourcing/spec';
import { circumstances } from '../../../test/support/circumstances.ts';
import { frozenFigure } from '../../../test/support/publications.ts';
import { isRejection } from '../rejections.ts';
import { publication, type PublicationCommand, type PublishFigure } from './decider.ts';
import type { FrozenFigure, PublicationEvent } from './events.ts';

const ID = '00000000-0000-4000-8000-00000000000a';
const { given } = specFor(publication, circumstances({ id: ID }));

/** 22.00 / 100.00 = 0.22. */
const FIGURE = frozenFigure(ID);
const UNDEFINED: FrozenFigure = {
  ...FIGURE,
  value: null,
  reason: 'NO_PUBLIC_BASE',
  display: null,
  denominator: { amount: '0.00', currency: 'EUR' },
};
const DIGEST = '3f'.repeat(32);
const SAID = { title: 'La leva del 2025', text: 'Per ogni euro pubblico altri 22 centesimi' };
const { value, numerator, denominator } = FIGURE;

const publish = (over: Partial<PublishFigure> = {}): PublicationCommand => ({
  kind: 'publish',
  ...SAID,
  stated: { value, numerator, denominator },
  figure: FIGURE,
  digest: DIGEST,
  replaces: null,
  ...over,
});
const withdraw = (number: number, reason = 'Errore nel testo'): PublicationCommand => ({
  kind: 'withdraw',
  number,
  reason,
});
const published = (
  number: number,
  replaces: number | null = null,
  figure: FrozenFigure = FIGURE,
): PublicationEvent => ({
  type: 'FigurePublished',
  data: { number, ...SAID, figure, digest: DIGEST, replaces },
});
const withdrawn = (number: number): PublicationEvent => ({
  type: 'PublicationWithdrawn',
  data: { number, reason: 'Errore nel testo' },
});
const euro = (amount: string) => ({ amount, currency: 'EUR' }) as const;

describe('publishing a figure', () => {
  it('freezes what the ledger gives, under the next number', () => {
    given().when(publish()).thenHappens(published(1));
    given(published(1), published(2), withdrawn(2)).when(publish()).thenHappens(published(3));
  });

  it('takes the same numbers in another spelling', () => {
    const stated = { value: '0.220', numerator: euro('22'), denominator: euro('100.0') };
    given().when(publish({ stated })).thenHappens(published(1));
  });

  it.each<[string, Partial<PublishFigure['stated']>, string]>([
    ['another value', { value: '0.2201' }, '22.00 / 100.00 = 0.2201'],
    ['a value that is no number', { value: '22 %' }, '22.00 / 100.00 = 22 %'],
    ['no value', { value: null }, '22.00 / 100.00 = null'],
    ['a cent more above the line', { numerator: euro('22.01') }, '22.01 / 100.00 = 0.2200000000000000'],
    ['a cent less below it', { denominator: euro('99.99') }, '22.00 / 99.99 = 0.2200000000000000'],
    ['an amount that is no number', { denominator: euro('1e2') }, '22.00 / 1e2 = 0.2200000000000000'],
    // The ratio is the same, and still this is not what the ledger holds.
    [
      'both sums doubled',
      { numerator: euro('44.00'), denominator: euro('200.00') },
      '44.00 / 200.00 = 0.2200000000000000',
    ],
  ])('is refused when %s is stated, and says both', (_, over, found) => {
    given()
      .when(publish({ stated: { value, numerator, denominator, ...over } }))
      .thenRejected({
        rejected: 'FIGURE_DIFFERS',
        pointer: '/stated',
        params: { found, expected: '22.00 / 100.00 = 0.2200000000000000' },
      });
  });

  it('may be of a figure that has no value, when nobody states one', () => {
    const stated = { value: null, numerator, denominator: euro('0.00') };
    given()
      .when(publish({ figure: UNDEFINED, stated }))
      .thenHappens(published(1, null, UNDEFINED));
    given()
      .when(publish({ figure: UNDEFINED, stated: { ...stated, value: '0' } }))
      .thenRejected({ rejected: 'FIGURE_DIFFERS', pointer: '/stated' });
  });

  it.each<[string, FrozenFigure]>([
    ['no value and no reason', { ...UNDEFINED, reason: null }],
    ['a value and a reason for having none', { ...FIGURE, reason: 'NO_PUBLIC_BASE' }],
  ])('is refused of a figure with %s', (_, figure) => {
    const stated = { value: figure.value, numerator: figure.numerator, denominator: figure.denominator };
    given().when(publish({ figure, stated })).thenRejected({ rejected: 'FIGURE_REASON_MISSING' });
  });

  it.each<[string, Partial<PublishFigure>, string, string]>([
    ['a blank title', { title: ' ' }, 'TEXT_BLANK', '/title'],
    ['a blank text', { text: '' }, 'TEXT_BLANK', '/text'],
    ['a digest in capitals', { digest: DIGEST.toUpperCase() }, 'DIGEST_MALFORMED', '/digest'],
    ['a digest that is too short', { digest: '3f'.repeat(31) }, 'DIGEST_MALFORMED', '/digest'],
    [
      'the figure of another partnership',
      { figure: frozenFigure('other') },
      'PARTNERSHIP_UNKNOWN',
      '/partnership',
    ],
    ['a replacement of nothing', { replaces: 1 }, 'PUBLICATION_UNKNOWN', '/replaces'],
  ])('is refused with %s', (_, over, rejected, pointer) => {
    given().when(publish(over)).thenRejected({ rejected, pointer });
  });

  it('stands for an earlier one, be it withdrawn, and one alone does', () => {
    given(published(1))
      .when(publish({ replaces: 1 }))
      .thenHappens(published(2, 1));
    given(published(1), withdrawn(1))
      .when(publish({ replaces: 1 }))
      .thenHappens(published(2, 1));
    given(published(1), published(2, 1))
      .when(publish({ replaces: 1 }))
      .thenRejected({
        rejected: 'PUBLICATION_REPLACED',
        pointer: '/replaces',
        params: { number: '1', by: '2' },
      });
    given(published(1), published(2, 1))
      .when(publish({ replaces: 2 }))
      .thenHappens(published(3, 2));
  });

  it('needs the partnership to exist; withdrawing names nothing new', () => {
    expect(publication.references(publish(), publication.initial, ID)).toEqual([
      { aggregate: 'partnership', id: ID, pointer: '/partnership', missing: 'PARTNERSHIP_UNKNOWN' },
    ]);
    expect(publication.references(withdraw(1), publication.initial, ID)).toEqual([]);
  });
});

describe('withdrawing a publication', () => {
  it('marks it once, with the reason', () => {
    given(published(1), published(2)).when(withdraw(1)).thenHappens(withdrawn(1));
    given(published(1), published(2, 1)).when(withdraw(1)).thenHappens(withdrawn(1));
    given(published(1), withdrawn(1))
      .when(withdraw(1))
      .thenRejected({ rejected: 'PUBLICATION_WITHDRAWN', params: { number: '1' } });
  });

  it('is of one that there is, for a reason', () => {
    given(published(1)).when(withdraw(2)).thenRejected({ rejected: 'NOT_FOUND' });
    given().when(withdraw(1)).thenRejected({ rejected: 'NOT_FOUND' });
    given(published(1)).when(withdraw(1, ' ')).thenRejected({ rejected: 'TEXT_BLANK', pointer: '/reason' });
  });
});

describe('the publications of a partnership, whatever is asked', () => {
  const number = fc.integer({ min: 1, max: 6 });
  const command = fc.oneof(
    fc.option(number, { freq: 1 }).map((replaces) => publish({ replaces })),
    number.map((each) => withdraw(each)),
  );

  it('have numbers without a gap, never change what was published, and each stands for one at most', () => {
    let marked = 0;
    fc.assert(
      fc.property(fc.array(command, { minLength: 8, maxLength: 25 }), (commands) => {
        let state = publication.initial;
        for (const asked of commands) {
          const before = state.publications;
          const decision = publication.decide(asked, state, circumstances({ id: ID }));
          for (const event of isRejection(decision) ? [] : decision.events) {
            state = publication.evolve(state, event, 'a');
          }
          const after = state.publications;
          expect(after.map((item) => item.number)).toEqual(after.map((_, index) => index + 1));
          for (const [index, { replacedBy, withdrawn: why, ...item }] of before.entries()) {
            expect(after[index]).toMatchObject(item);
            if (replacedBy !== null) expect(after[index]?.replacedBy).toBe(replacedBy);
            if (why !== null) expect(after[index]?.withdrawn).toBe(why);
          }
        }
        const all = state.publications;
        for (const { number: own, replaces } of all) {
          if (replaces !== null) expect(all[replaces - 1]?.replacedBy).toBe(own);
        }
        marked += all.filter(({ replacedBy, withdrawn: why }) => replacedBy !== null || why !== null).length;
      }),
    );
    expect(marked).toBeGreaterThan(50);
  });
});
