/** A figure as it stands frozen in a publication, for tests: 22.00 / 100.00 = 0.22, of its position and its day. */
import type { FrozenFigure, PublishedQuestion } from '#domain/publication/events';
import { termsOf } from './registry-happenings.ts';

const euro = (amount: string) => ({ amount, currency: 'EUR' }) as const;

export const QUESTION: Omit<PublishedQuestion, 'partnership'> = {
  chain: false,
  definition: 'L1',
  version: 1,
  basis: 'committed',
  view: 'economic',
  scope: 'broad',
  prices: null,
  filters: {},
  excluded: {},
  effectiveAsOf: '2025-12-31',
  position: '1',
};

export function frozenFigure(
  partnership: string,
  question: Partial<Omit<PublishedQuestion, 'partnership'>> = {},
): FrozenFigure {
  return {
    question: { ...QUESTION, ...question, partnership },
    definition: { id: 'L1', version: 1, ...termsOf('L1') },
    value: '0.2200000000000000',
    reason: null,
    display: { form: 'percent', text: '22.00', approximate: false },
    numerator: euro('22.00'),
    denominator: euro('100.00'),
    coverage: { share: '1.0000', unresolved: euro('0.00') },
    exclusions: [],
    assumedDating: false,
  };
}

/** What a person sends who publishes that figure. */
export function publishingOf(partnership: string, changes: object = {}): object {
  const { value, numerator, denominator } = frozenFigure(partnership);
  return {
    partnership,
    title: 'La leva del 2025',
    text: 'Per ogni euro pubblico altri 22 centesimi',
    question: { ...QUESTION, prices: { series: 'FOI-XT', of: '2025' }, filters: { year: ['2024', '2025'] } },
    stated: { value, numerator, denominator },
    ...changes,
  };
}
