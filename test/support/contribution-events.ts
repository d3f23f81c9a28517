/** What the contribution of `contributions.ts` tells when it is recorded, corrected or reversed. */
import type { Draw } from '#domain/claims';
import type { AskedStatement, ContributionEvent, Statement } from '#domain/contribution/events';
import { moneyOf } from '#domain/money';
import { around, cash, eur, KEPT, room, staff, WHY } from './contributions.ts';

export const recorded = (cents = 10_000_00n, over: Partial<Statement> = {}): ContributionEvent => ({
  type: 'ContributionRecorded',
  data: {
    partnership: 'p1',
    externalRef: 'riga 7',
    statement: { ...KEPT, ...over },
    value: moneyOf(cents),
    admissible: [],
    controls: [SHARE],
  },
});

export const corrected = (cents: bigint, over: Partial<Statement>): ContributionEvent => ({
  type: 'ContributionCorrected',
  data: {
    statement: { ...KEPT, ...over },
    value: moneyOf(cents),
    admissible: [],
    controls: [SHARE],
    justification: WHY,
  },
});

export const SHARE = {
  control: 'DOCUMENT_SHARE',
  version: 1,
  value: '10000 bp',
  limit: '10000 bp',
  outcome: 'PASSED',
  reason: null,
} as const;

export const reversed = (effectiveOn: string | null, despite: readonly string[] = []): ContributionEvent => ({
  type: 'ContributionReversed',
  data: { effectiveOn, justification: WHY, despite },
});

export const kept = (amount: string) => ({
  kind: 'CASH' as const,
  nature: 'GRANT' as const,
  amount: eur(amount),
  foreign: null,
  userPart: null,
});

export const draw = (from: string, to: string | null, cents: bigint, id = 't1'): Draw => ({
  by: { aggregate: 'transfer', id },
  contribution: 'c1',
  from,
  to,
  cents,
});

/** Circumstances in which others draw on this contribution. */
export const drawn = (...draws: readonly Draw[]) => around({ claims: { drawsOn: () => draws } });

/** Every way in which a statement cannot stand by itself, and the member at fault. */
export const FAULTS: readonly [Partial<AskedStatement>, string, string][] = [
  [{ effective: { from: '2024-02-01', to: '2024-01-31' } }, 'SPAN_REVERSED', '/effective/to'],
  [{ effective: { from: '2024-01-01', to: '2075-01-01' } }, 'SPAN_TOO_LONG', '/effective/to'],
  [{ cup: '117H03000130001' }, 'CUP_INVALID', '/cup'],
  [{ cup: '' }, 'CUP_INVALID', '/cup'],
  [{ resource: cash('0.00') }, 'AMOUNT_NOT_POSITIVE', '/resource/amount/amount'],
  [{ resource: cash('-1.00') }, 'AMOUNT_NOT_POSITIVE', '/resource/amount/amount'],
  [{ resource: cash('1.001') }, 'AMOUNT_TOO_PRECISE', '/resource/amount/amount'],
  [{ resource: cash('1000000000000000') }, 'AMOUNT_TOO_LARGE', '/resource/amount/amount'],
  [{ resource: staff(0) }, 'QUANTITY_NOT_POSITIVE', '/resource/duration'],
  [{ resource: staff(1_032_000_001) }, 'QUANTITY_TOO_LARGE', '/resource/duration'],
  [{ resource: staff(60, '0') }, 'QUANTITY_NOT_POSITIVE', '/resource/valuation/rate'],
  [{ resource: staff(60, '0.0000001') }, 'QUANTITY_TOO_PRECISE', '/resource/valuation/rate'],
  [{ resource: room('0') }, 'QUANTITY_NOT_POSITIVE', '/resource/quantity'],
  [{ resource: room('1.0000001') }, 'QUANTITY_TOO_PRECISE', '/resource/quantity'],
  [{ resource: room('0.001', '0.01') }, 'VALUE_ROUNDS_TO_ZERO', '/resource'],
  [{ resource: room('999999999999999', '2') }, 'AMOUNT_TOO_LARGE', '/resource'],
];
