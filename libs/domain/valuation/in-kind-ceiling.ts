import type { Cents } from '../money.ts';

export interface InKindCeiling {
  /** The most that public support may come to. */
  readonly limit: Cents;
  /** By how much it is more than that; 0 when it is not. */
  readonly excess: Cents;
}

/**
 * Public support, in kind included, may not exceed the eligible expenditure without its part in kind, at the end of
 * the operation: art. 67(1)(a) Reg. (EU) 2021/1060. `inKind` is part of `eligible`.
 */
export function inKindCeiling(eligible: Cents, inKind: Cents, publicSupport: Cents): InKindCeiling {
  const limit = eligible - inKind;
  return { limit, excess: publicSupport > limit ? publicSupport - limit : 0n };
}
