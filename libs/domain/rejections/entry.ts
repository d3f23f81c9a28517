/** One reason for which a rule refuses a command, as its catalogue has it. */
export interface RejectionEntry {
  /** `RULE`: what was asked is wrong. `CONFLICT`: the record does not stand so. `ABSENT`: there is no such record. */
  readonly kind: 'RULE' | 'CONFLICT' | 'ABSENT';
  readonly en: string;
  readonly it: string;
  /** What the refusal tells besides, each a text. */
  readonly params: readonly string[];
}

type Entry<Kind extends RejectionEntry['kind']> = RejectionEntry & { readonly kind: Kind };

const entryOf =
  <Kind extends RejectionEntry['kind']>(kind: Kind) =>
  (en: string, it: string, params: readonly string[] = []): Entry<Kind> => ({ kind, en, it, params });

export const rule = entryOf('RULE');
export const conflict = entryOf('CONFLICT');
export const absent = entryOf('ABSENT');
