import type { Money } from '#domain/money';
import { DecimalText, OneOf } from './fields.ts';

export class MoneyDto implements Money {
  @DecimalText({ example: '100.23' })
  amount!: string;

  @OneOf(['EUR'])
  currency!: 'EUR';
}
