/**
 * Amounts as spreadsheets and Italian administrations write them, read exactly into cents. Only the plain
 * form is taken (`1000000`, `1000000,00`, `1000000.00`): whoever groups thousands must say which mark is
 * which.
 */
import { AMOUNT_DECIMALS, amountOf, INTEGER_DIGITS_MAX } from '#domain/money';
import type { Finding } from './row-fault.ts';

export type AmountErrorCode =
  'AMOUNT_MALFORMED' | 'AMOUNT_NOT_PLAIN' | 'AMOUNT_TOO_PRECISE' | 'AMOUNT_TOO_LARGE' | 'AMOUNT_NEGATIVE';

const PLAIN_FORM = /^(\d+)(?:[.,](\d{1,2}))?$/;
const TOO_PRECISE_FORM = /^(\d+)[.,](\d{3,})$/;
/** `1.234.567,89`, and `12.345`: in Italy the point groups. */
const POINT_GROUPS_FORM = /^[1-9]\d{0,2}(\.\d{3})+(,\d{1,2})?$/;
/** `1.234.50`: the point was used for both. */
const POINT_BOTH_FORM = /^[1-9]\d{0,2}(\.\d{3})+\.\d{1,2}$/;
/** `1,234.50` and `1,234,567`; a lone `1,234` could as well have three decimals. */
const COMMA_GROUPS_FORM = /^[1-9]\d{0,2}((,\d{3})+\.\d{1,2}|(,\d{3}){2,})$/;
const ORNAMENT = /[\s'’€]|eur[o]?/gi;
/** A minus of any kind, or the accountant's brackets. */
const NEGATIVE_FORM = /^[-−](.*)$|^\((.*)\)$/;

/** Cents of a written amount; an empty cell is nothing, 0. */
export function readAmount(text: string): bigint | Finding<AmountErrorCode> {
  const written = text.trim();
  if (written === '') return 0n;
  const [matched, afterMinus, inBrackets] = NEGATIVE_FORM.exec(written) ?? [];
  const negative = matched !== undefined;
  const unsigned = (afterMinus ?? inBrackets ?? written).trim();
  const cents = plainCents(unsigned);
  if (cents === null) return findingOf(unsigned, negative);
  if (typeof cents !== 'bigint') return cents;
  return negative && cents !== 0n ? negativeFinding(unsigned, cents) : cents;
}

/** `1234,50`: the form suggested to whoever mends a cell. */
export function plainAmount(cents: bigint): string {
  return amountOf(cents).replace('.', ',');
}

function plainCents(unsigned: string): bigint | Finding<AmountErrorCode> | null {
  const [matched, integer = '', decimals = ''] = PLAIN_FORM.exec(unsigned) ?? [];
  if (matched === undefined) return null;
  if (integer.length > INTEGER_DIGITS_MAX) {
    return {
      code: 'AMOUNT_TOO_LARGE',
      detail: `the amount has ${integer.length} integer digits, more than ${INTEGER_DIGITS_MAX}`,
      suggestion: `give the amount in euro, with at most ${INTEGER_DIGITS_MAX} integer digits`,
    };
  }
  return BigInt(integer + decimals.padEnd(AMOUNT_DECIMALS, '0'));
}

function findingOf(unsigned: string, negative: boolean): Finding<AmountErrorCode> {
  const mended = plainCents(withoutOrnaments(unsigned));
  if (typeof mended === 'bigint') {
    if (negative && mended !== 0n) return negativeFinding(unsigned, mended);
    return {
      code: 'AMOUNT_NOT_PLAIN',
      detail: 'the amount is not in plain digits with a decimal comma, so its value is uncertain',
      suggestion: plainAmount(mended),
    };
  }
  if (mended !== null) return mended;
  const [, , decimals] = TOO_PRECISE_FORM.exec(unsigned) ?? [];
  if (decimals !== undefined) {
    return {
      code: 'AMOUNT_TOO_PRECISE',
      detail: `the amount has ${decimals.length} decimals, a euro has ${AMOUNT_DECIMALS}`,
      suggestion: 'write at most two decimals, and no mark between thousands',
    };
  }
  return {
    code: 'AMOUNT_MALFORMED',
    detail: 'this is not an amount',
    suggestion: 'write digits and a decimal comma only, such as 1234,50; leave the cell empty for none',
  };
}

function negativeFinding(unsigned: string, cents: bigint): Finding<AmountErrorCode> {
  return {
    code: 'AMOUNT_NEGATIVE',
    detail: `the amount is ${unsigned} below zero; money brought to a project cannot be`,
    suggestion: plainAmount(cents),
  };
}

/** The amount without currency, blanks and marks between thousands, wherever its value leaves no doubt. */
function withoutOrnaments(unsigned: string): string {
  const bare = unsigned.replace(ORNAMENT, '').replace(/^\+/, '');
  if (POINT_GROUPS_FORM.test(bare)) return bare.replaceAll('.', '');
  if (POINT_BOTH_FORM.test(bare)) return bare.replace(/\.(?=.*\.)/g, '');
  if (COMMA_GROUPS_FORM.test(bare)) return bare.replaceAll(',', '');
  return bare.replace(/^(?=[.,]\d)/, '0').replace(/[.,]$/, '');
}
