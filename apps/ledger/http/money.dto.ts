import { writtenAmount, type Money } from '#domain/money';
import { DecimalText, OneOf } from './fields.ts';

export class MoneyDto implements Money {
  @DecimalText({ example: '100.23' })
  amount!: string;

  @OneOf(['EUR'])
  currency!: 'EUR';
}

/** The amount in its one written form. */
export function moneyFrom({ amount, currency }: MoneyDto): Money {
  return { amount: writtenAmount(amount), currency };
}
